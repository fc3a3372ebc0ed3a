package io.headgate.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("csv", "json", "source_path", "file_pattern", "to");

    @ParameterizedTest
    @CsvSource({
        "cvs,csv",
        "CSV,csv",
        "jsn,json",
        "sorce_pth,source_path",
        "sourcepath,source_path",
        "file-pattren,file_pattern"
    })
    void a_slip_finds_what_was_meant(String wrong, String meant) {
        assertThat(Nearest.find(wrong, KNOWN)).isEqualTo(meant);
        assertThat(Nearest.suggest(wrong, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "xy", "parquet", "completely different"})
    void what_is_far_from_everything_gets_the_whole_list(String wrong) {
        assertThat(Nearest.find(wrong, KNOWN)).isNull();
        assertThat(Nearest.suggest(wrong, KNOWN)).isEqualTo("; known are csv, json, source_path, file_pattern, to");
    }

    @Test
    void nothing_is_suggested_where_nothing_is_known() {
        assertThat(Nearest.suggest("x", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "512B,512", "64KB,65536", "16 mb,16777216", "2GB,2147483648", "' 1kb ',1024"})
    void a_size_is_written_with_its_unit(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "512,512",
        "65536,64KB",
        "65537,65537",
        "16777216,16MB",
        "1610612736,1536MB",
        "2199023255552,2048GB"
    })
    void a_size_is_shown_as_it_would_be_written(long bytes, String text) {
        assertThat(new ByteSize(bytes).text()).isEqualTo(text);
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5MB", "1TB", "1 000", "9999999999999999", "999999999999999GB"})
    void what_is_no_size_is_refused_with_its_text(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
