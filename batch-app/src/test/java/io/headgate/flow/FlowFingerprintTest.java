package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an unfinished run compares with the configuration, and stores in the JobRepository in plain text. */
class FlowFingerprintTest {

    record Inner(@ConfigKey("x") String name, @ConfigKey("x") Secret token) {}

    record Config(
            @ConfigKey("x") String path,
            @ConfigKey("x") @Nullable Secret password,
            @ConfigKey(value = "x", tuning = true) ByteSize buffer,
            @ConfigKey(value = "x", tuning = true) Map<String, String> driver,
            @ConfigKey("x") List<Inner> parts) {}

    private static Map<String, String> print(String target, Config config) {
        return FlowFingerprint.of(
                DataFlowMappingDefinition.of(
                        new SourceDefinition("s", "csv", Map.of()),
                        new DestinationDefinition("d", "jdbc", target, Map.of())),
                config,
                config);
    }

    private static Config config(String path, String secret, int buffer) {
        return new Config(
                path,
                new Secret(secret),
                new ByteSize(buffer),
                Map.of("sslpassword", secret),
                List.of(new Inner("part", new Secret(secret))));
    }

    @Test
    void holdsNoSecretInAnyPlace() {
        String target =
                "jdbc:postgresql://me:s3cr3t@db:5432/w?password=s3cr3t&sslpassword=s3cr3t&accessToken=s3cr3t&ssl=true";
        assertThat(print(target, config("p", "s3cr3t", 1)).toString())
                .doesNotContain("s3cr3t")
                .contains("db:5432/w")
                .contains("ssl=true")
                .contains("parts[0].name=part");
    }

    @Test
    void masksWhatCameFromAFileWhereverItStandsSoThatItMayChangeAsWell() {
        assertThat(printHiding("file-secret", config("Bearer file-secret", "x", 1)))
                .doesNotContainValue("Bearer file-secret")
                .containsEntry("source.config.path", "Bearer ******")
                .isEqualTo(printHiding("another-secret", config("Bearer another-secret", "x", 1)))
                .isNotEqualTo(printHiding("file-secret", config("Basic file-secret", "x", 1)));
        assertThat(printHiding("5", config("5", "x", 1))).containsEntry("source.config.path", "******");
        assertThat(printHiding("5", config("port 5432", "x", 1))).containsEntry("source.config.path", "port 5432");
    }

    private static Map<String, String> printHiding(String secret, Config config) {
        DataFlowMappingDefinition flow = DataFlowMappingDefinition.of(
                new SourceDefinition("s", "csv", Map.of()), new DestinationDefinition("d", "jdbc", null, Map.of()));
        return FlowFingerprint.of(
                new DataFlowMappingDefinition(
                        flow.name(), flow.from(), flow.to(), flow.options(), null, List.of(new Secret(secret))),
                config,
                config);
    }

    @Test
    void credentialsAndSizesMayChangeUnderAnUnfinishedRun() {
        assertThat(print("jdbc:postgresql://a:1@db/w?user=a&password=1", config("p", "one", 1)))
                .isEqualTo(print("jdbc:postgresql://b:2@db/w?user=b&password=2", config("p", "two", 2)));
    }

    @Test
    void placesMayNot() {
        assertThat(print("jdbc:postgresql://db/w", config("p", "one", 1)))
                .isNotEqualTo(print("jdbc:postgresql://db/other", config("p", "one", 1)))
                .isNotEqualTo(print("jdbc:postgresql://db/w", config("q", "one", 1)));
    }
}
