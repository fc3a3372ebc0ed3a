package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.HeadgateException;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FileConfigTest {

    private static FileConfig bind(Map<String, ?> values) {
        return ConfigBinder.bind(FileConfig.class, values);
    }

    @Test
    void the_defaults_are_plain_csv() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FileConfig(
                        FileConfig.Format.CSV,
                        ",",
                        true,
                        "",
                        FileConfig.LineEnd.LF,
                        FileConfig.Compression.NONE,
                        true));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        assertThatThrownBy(() -> bind(Map.of("delimiter", "ab", "null_text", "a\"b")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delimiter: must be one ASCII character")
                .hasMessageContaining("null_text: must contain no");
        assertThatThrownBy(() -> bind(Map.of("formt", "csv"))).hasMessageContaining("did you mean 'format'");
    }

    @Test
    void a_delimiter_that_stands_in_numbers_or_dates_is_refused() {
        for (String delimiter : new String[] {"", "-", ".", ":", "5", "e", "\"", "\n", "é", "\0"}) {
            assertThatThrownBy(() -> bind(Map.of("delimiter", delimiter)))
                    .as(delimiter)
                    .isInstanceOf(ConfigException.class);
        }
        for (String delimiter : new String[] {";", "\t", "|", " ", "~"}) {
            assertThat(bind(Map.of("delimiter", delimiter)).delimiter()).isEqualTo(delimiter);
        }
        assertThat(bind(Map.of("delimiter", "\\t")).delimiter()).isEqualTo("\t");
    }

    @Test
    void the_service_loader_finds_the_factory_and_it_wants_a_target() {
        IDataDestinationFactory<?> found = ServiceLoader.load(IDataDestinationFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.method().equals("file"))
                .findFirst()
                .orElseThrow();
        assertThat(found).isInstanceOf(FileDestinationFactory.class);
        FileDestinationFactory factory = new FileDestinationFactory();
        assertThatThrownBy(() -> factory.create("out", null, bind(Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("target");
    }

    @Test
    void modes_with_a_key_are_refused_before_anything_moves() {
        var destination = new FileDestinationFactory().create("out", "out", bind(Map.of("fsync", false)));
        assertThat(destination.guarantee(WriteMode.APPEND).how()).contains("fsync = false");
        assertThatThrownBy(() -> destination.guarantee(WriteMode.MERGE))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("append");
    }
}
