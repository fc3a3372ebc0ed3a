package io.headgate.source.file.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileProgressTest {

    private static SourceFile file(int number, long modified) {
        return new SourceFile(Path.of("f" + number), "f" + number, 10, modified, Compression.NONE);
    }

    private static FileProgress progress(int files, int most, String gone) {
        Map<String, FileProgress.Entry> entries = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            entries.put("f" + i, new FileProgress.Entry(10, 1, i, "print"));
        }
        FileProgress all = new FileProgress(entries, Map.of(), OlderFiles.NONE);
        FileProgress bounded = all.bounded(most, name -> !name.equals(gone));
        return FileProgress.fromState(bounded.toState().values());
    }

    private static List<ReadableFile> news(FileProgress progress, OnChangedFile policy, List<SourceFile> found) {
        FileOptions options = FileOptions.of("x", "*", false).withIncremental(true, policy, null, Duration.ZERO);
        FileFormat format = new FileFormat() {
            @Override
            public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
                return new FileContents(null, 0);
            }

            @Override
            public SplitReader reader(RowBatchBuilder batch, ReadOptions readOptions) {
                throw new AssertionError("nothing is read");
            }
        };
        return new FileNews(format, options, progress, Clock.systemUTC()).of(found);
    }

    private static List<SourceFile> files(int count) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(file(i, i));
        }
        return files;
    }

    private static List<String> read(List<ReadableFile> news) {
        return news.stream()
                .filter(file -> !file.isEmpty())
                .map(file -> file.file().name())
                .toList();
    }

    @Test
    void the_files_that_were_written_first_are_remembered_together_and_not_read_again() {
        FileProgress progress = progress(10, 4, "");
        assertThat(progress.files().keySet()).containsExactly("f6", "f7", "f8", "f9");
        List<SourceFile> found = files(10);
        assertThat(read(news(progress, OnChangedFile.ERROR, found))).isEmpty();
        found.add(file(10, 10));
        assertThat(read(news(progress, OnChangedFile.ERROR, found))).containsExactly("f10");
    }

    @Test
    void a_file_with_an_old_time_that_comes_late_is_never_taken_for_one_that_was_read() {
        FileProgress progress = progress(10, 4, "");
        List<SourceFile> found = files(10);
        found.add(file(10, 2));
        assertThatThrownBy(() -> news(progress, OnChangedFile.ERROR, found))
                .hasMessageContaining("7 are there")
                .hasMessageContaining("on_changed_file");
        assertThat(read(news(progress, OnChangedFile.IGNORE, found))).isEmpty();
        assertThat(read(news(progress, OnChangedFile.REREAD, found)))
                .containsExactly("f0", "f1", "f2", "f3", "f4", "f5", "f10");
        List<SourceFile> replaced = files(10);
        replaced.set(3, file(10, 3));
        assertThatThrownBy(() -> news(progress, OnChangedFile.ERROR, replaced)).hasMessageContaining("not the 6");
    }

    @Test
    void files_that_are_gone_are_forgotten_first_and_noticed_when_they_come_back() {
        FileProgress progress = progress(5, 4, "f2");
        assertThat(progress.files().keySet()).containsExactly("f0", "f1", "f3", "f4");
        List<SourceFile> without = files(5);
        without.remove(2);
        assertThat(read(news(progress, OnChangedFile.ERROR, without))).isEmpty();
        assertThatThrownBy(() -> news(progress, OnChangedFile.ERROR, files(5))).hasMessageContaining("f2");
    }
}
