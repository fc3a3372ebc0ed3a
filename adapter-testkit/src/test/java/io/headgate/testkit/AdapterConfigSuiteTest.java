package io.headgate.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.source.IDataSourceFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The suite passes a proper configuration and catches each kind of careless one. */
class AdapterConfigSuiteTest {

    record Proper(
            @ConfigKey(value = "Where to read", required = true) String sourcePath,
            @ConfigKey(value = "How many", defaultValue = "7") int count) {}

    record Undescribed(@ConfigKey("Where to read") String sourcePath, int count) {}

    /** A suite over a record, as an adapter's test would be. */
    private static final class Suite extends AdapterConfigSuite {
        private final Record defaults;
        private final Map<String, ?> smallest;

        Suite(Record defaults, Map<String, ?> smallest) {
            this.defaults = defaults;
            this.smallest = smallest;
        }

        @Override
        protected Class<?> service() {
            return IDataSourceFactory.class;
        }

        @Override
        protected Class<?> factory() {
            return String.class;
        }

        @Override
        protected Class<? extends Record> configType() {
            return defaults.getClass();
        }

        @Override
        protected Map<String, ?> smallestConfig() {
            return smallest;
        }

        @Override
        protected Record defaults() {
            return defaults;
        }
    }

    private static final Map<String, ?> SMALLEST = Map.of("source_path", "x");

    @Test
    void a_proper_configuration_passes() {
        Suite suite = new Suite(new Proper("x", 7), SMALLEST);
        assertThatCode(suite::the_defaults_are_pinned).doesNotThrowAnyException();
        assertThatCode(suite::every_key_is_described).doesNotThrowAnyException();
        assertThatCode(suite::a_mistyped_key_is_refused_with_the_right_one).doesNotThrowAnyException();
        assertThatCode(suite::what_a_required_key_is_for_is_said_when_it_is_missing)
                .doesNotThrowAnyException();
    }

    @Test
    void a_changed_default_is_caught() {
        Suite suite = new Suite(new Proper("x", 8), SMALLEST);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(suite::the_defaults_are_pinned);
    }

    @Test
    void a_key_without_a_description_is_caught_by_name() {
        Suite suite = new Suite(new Undescribed("x", 0), SMALLEST);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(suite::every_key_is_described)
                .withMessageContaining("count");
    }

    @Test
    void a_factory_that_is_not_registered_is_caught() {
        Suite suite = new Suite(new Proper("x", 7), SMALLEST);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(suite::the_factory_is_found_on_the_class_path);
    }
}
