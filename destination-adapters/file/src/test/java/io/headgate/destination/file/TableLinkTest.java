package io.headgate.destination.file;

import static io.headgate.destination.file.FileFixture.NO_REJECTS;
import static io.headgate.destination.file.FileFixture.complete;
import static io.headgate.destination.file.FileFixture.expected;
import static io.headgate.destination.file.FileFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a table that is replaced as a whole looks like on disk. */
@DisabledOnOs(OS.WINDOWS)
class TableLinkTest {

    @TempDir
    private Path folder;

    private FileFixture overwrite(int minutes, long from, long to) {
        FileFixture fixture = FileFixture.overwriting(folder, minutes);
        StreamTarget target = fixture.prepare();
        write(fixture, 1, from, to);
        target.publish(1);
        target.forget();
        return fixture;
    }

    private static void write(FileFixture fixture, long epoch, long from, long to) {
        try (PartitionWriter writer = fixture.open("p0", epoch)) {
            if (writer.lastCommitted() == null) {
                writer.write(rows(from, to), NO_REJECTS);
                writer.finish(complete(1, to - from));
            }
        }
    }

    private List<String> versions() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve(".headgate/orders"))) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_table_is_a_link_and_the_version_before_stays_for_readers_that_are_still_on_it() throws IOException {
        overwrite(1, 0, 10);
        Path table = folder.resolve("orders");
        assertThat(table).isSymbolicLink();
        Path first = table.toRealPath();
        FileFixture second = overwrite(2, 10, 20);
        assertThat(second.lines("orders")).isEqualTo(expected(10, 20));
        assertThat(FileFixture.files(first)).hasSize(1);
        assertThat(versions()).hasSize(2);
        FileFixture third = overwrite(3, 20, 30);
        assertThat(first).doesNotExist();
        assertThat(third.lines("orders")).isEqualTo(expected(20, 30));
        assertThat(versions()).hasSize(2);
    }

    @Test
    void files_of_a_run_that_was_given_up_do_not_count_as_the_version_before() throws IOException {
        overwrite(1, 0, 10);
        Path first = folder.resolve("orders").toRealPath();
        FileFixture second = FileFixture.overwriting(folder, 2);
        Path givenUp = renamedButNotTurned(second, 10, 20);
        second.attach().forget();
        FileFixture third = overwrite(3, 20, 30);
        assertThat(third.lines("orders")).isEqualTo(expected(20, 30));
        assertThat(FileFixture.files(first)).hasSize(1);
        assertThat(givenUp).doesNotExist();
        assertThat(versions()).hasSize(2);
    }

    @Test
    void a_run_that_publishes_again_leaves_the_version_before() throws IOException {
        overwrite(1, 0, 10);
        Path first = folder.resolve("orders").toRealPath();
        FileFixture second = FileFixture.overwriting(folder, 2);
        StreamTarget target = second.prepare();
        write(second, 1, 10, 20);
        target.publish(1);
        target.publish(2);
        new TableLink(stream(second)).turn(3);
        assertThat(FileFixture.files(first)).hasSize(1);
        assertThat(versions()).hasSize(3);
        assertThat(second.lines("orders")).isEqualTo(expected(10, 20));
    }

    @Test
    void a_run_that_was_begun_earlier_and_ends_later_removes_nothing_younger() throws IOException {
        FileFixture slow = FileFixture.overwriting(folder, 1);
        StreamTarget target = slow.prepare();
        write(slow, 1, 0, 10);
        overwrite(2, 10, 20);
        overwrite(3, 20, 30);
        target.publish(1);
        target.forget();
        assertThat(slow.lines("orders")).isEqualTo(expected(0, 10));
        assertThat(versions()).hasSize(3);
    }

    @Test
    void a_link_that_a_successor_has_turned_is_put_back_by_a_process_that_took_it_for_a_folder() throws IOException {
        FileFixture frozen = FileFixture.overwriting(folder, 1);
        frozen.prepare();
        FileFixture second = overwrite(2, 10, 20);
        Path link = Files.readSymbolicLink(folder.resolve("orders"));
        new TableLink(stream(frozen)).moveAside();
        assertThat(Files.readSymbolicLink(folder.resolve("orders"))).isEqualTo(link);
        assertThat(second.lines("orders")).isEqualTo(expected(10, 20));
        assertThat(versions()).noneMatch(name -> name.startsWith("v-0-"));
    }

    /** A run that died when its files had got their names. */
    private Path renamedButNotTurned(FileFixture fixture, long from, long to) throws IOException {
        StreamTarget target = fixture.prepare();
        write(fixture, 1, from, to);
        Path table = folder.resolve("orders");
        Path link = Files.readSymbolicLink(table);
        target.publish(1);
        Path version = table.toRealPath();
        Files.delete(table);
        Files.createSymbolicLink(table, link);
        return version;
    }

    private FileStream stream(FileFixture fixture) {
        return FileStream.of(folder, fixture.plan, ConfigBinder.bind(FileConfig.class, Map.of()));
    }

    @Test
    void a_link_is_relative_so_that_the_folder_can_be_moved() throws IOException {
        overwrite(1, 0, 10);
        assertThat(Files.readSymbolicLink(folder.resolve("orders")).isAbsolute())
                .isFalse();
    }

    @Test
    void a_folder_that_append_has_made_is_moved_aside_and_kept_as_the_version_before() throws IOException {
        FileFixture appended = FileFixture.of(folder, "p0");
        StreamTarget target = appended.prepare();
        write(appended, 1, 0, 5);
        target.publish(1);
        target.forget();
        FileFixture replaced = overwrite(1, 10, 20);
        assertThat(replaced.lines("orders")).isEqualTo(expected(10, 20));
        assertThat(versions()).hasSize(2).first().asString().startsWith("v-0-");
        overwrite(2, 20, 30);
        assertThat(versions()).hasSize(2).noneMatch(name -> name.startsWith("v-0-"));
    }

    @Test
    void a_death_between_moving_a_folder_aside_and_turning_the_link_is_made_good_by_the_rerun() throws IOException {
        FileFixture fixture = FileFixture.overwriting(folder, 1);
        Files.createDirectories(folder.resolve("orders"));
        StreamTarget target = fixture.prepare();
        write(fixture, 1, 0, 10);
        Path aside = folder.resolve(".headgate/orders/v-0-aside");
        Files.move(folder.resolve("orders"), aside);
        target.publish(2);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 10));
    }

    @Test
    void a_link_of_somebody_else_is_not_replaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("orders"), elsewhere);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> FileFixture.overwriting(folder, 1).prepare())
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.TARGET_MISMATCH));
        assertThat(folder.resolve("orders").toRealPath()).isEqualTo(elsewhere.toRealPath());
    }

    @Test
    void a_publisher_that_was_frozen_before_it_turned_the_link_cannot_turn_it_back() throws IOException {
        FileFixture first = FileFixture.overwriting(folder, 1);
        StreamTarget target = first.prepare();
        write(first, 1, 0, 10);
        target.publish(2);
        Path link = Files.createSymbolicLink(first.work().resolve("link-1"), Path.of(".headgate/orders/old"));
        target.forget();
        FileFixture second = overwrite(2, 10, 20);
        assertThat(link).doesNotExist();
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> target.publish(1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.FENCED));
        assertThat(second.lines("orders")).isEqualTo(expected(10, 20));
    }
}
