package io.headgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What the configuration of every adapter, source or destination, keeps to: the factory is found by name, defaults are pinned,
 * every key is described, and a mistyped one is answered with the right one.
 */
public abstract class AdapterConfigSuite {

    /** The interface under which the factory is found: IDataSourceFactory or IDataDestinationFactory. */
    protected abstract Class<?> service();

    /** The adapter's factory. */
    protected abstract Class<?> factory();

    /** Its configuration record. */
    protected abstract Class<? extends Record> configType();

    /** The fewest keys that are accepted. */
    protected Map<String, ?> smallestConfig() {
        return Map.of();
    }

    /** What {@link #smallestConfig} binds to. Users' configurations rely on every default in it. */
    protected abstract Record defaults();

    @Test
    void the_factory_is_found_on_the_class_path() {
        assertThat(ServiceLoader.load(service()).stream()
                        .map(provider -> provider.type().getName()))
                .contains(factory().getName());
    }

    @Test
    void the_defaults_are_pinned() {
        assertThat(ConfigBinder.bind(configType(), smallestConfig())).isEqualTo(defaults());
    }

    @Test
    void every_key_is_described() {
        for (RecordComponent component : configType().getRecordComponents()) {
            ConfigKey description = component.getAnnotation(ConfigKey.class);
            assertThat(description == null ? "" : description.value())
                    .as("description of " + ConfigBinder.keyOf(component))
                    .isNotBlank();
        }
    }

    @Test
    void a_mistyped_key_is_refused_with_the_right_one() {
        for (RecordComponent component : configType().getRecordComponents()) {
            String key = ConfigBinder.keyOf(component);
            Map<String, Object> mistyped = new HashMap<>(smallestConfig());
            mistyped.put(key + "q", "anything");
            assertThatExceptionOfType(ConfigException.class)
                    .as("key " + key + "q")
                    .isThrownBy(() -> ConfigBinder.bind(configType(), mistyped))
                    .withMessageContaining(key + "q: unknown key; did you mean '" + key + "'?");
        }
    }

    @Test
    void what_a_required_key_is_for_is_said_when_it_is_missing() {
        for (RecordComponent component : configType().getRecordComponents()) {
            ConfigKey description = component.getAnnotation(ConfigKey.class);
            if (description != null && description.required()) {
                Map<String, Object> incomplete = new HashMap<>(smallestConfig());
                incomplete.remove(ConfigBinder.keyOf(component));
                assertThatExceptionOfType(ConfigException.class)
                        .isThrownBy(() -> ConfigBinder.bind(configType(), incomplete))
                        .withMessageContaining(ConfigBinder.keyOf(component) + ": is required");
            }
        }
    }
}
