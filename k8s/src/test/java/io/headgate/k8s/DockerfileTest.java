package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The image and the manifests agree. */
class DockerfileTest {

    private final List<String> lines = Repository.text(Repository.DOCKERFILE)
            .replace("\\\n", "")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    @ParameterizedTest
    @MethodSource("io.headgate.k8s.Repository#overlays")
    void the_image_and_the_pod_have_the_same_user_by_number(String name) {
        PodSecurityContext security = Overlay.rendered(name).pod().getSecurityContext();

        assertThat(last("USER")).isEqualTo(security.getRunAsUser() + ":" + security.getRunAsGroup());
    }

    @ParameterizedTest
    @MethodSource("io.headgate.k8s.Repository#overlays")
    void the_image_and_the_pod_have_the_same_home(String name) {
        assertThat(last("ENV"))
                .isEqualTo("HEADGATE_HOME="
                        + Overlay.rendered(name)
                                .environment()
                                .get("HEADGATE_HOME")
                                .getValue());
    }

    @Test
    void java_is_process_one_and_gets_the_signals() {
        assertThat(last("ENTRYPOINT")).startsWith("[\"java\", ").endsWith("]");
    }

    @Test
    void running_out_of_memory_does_not_look_like_running_elsewhere() {
        assertThat(last("ENTRYPOINT")).doesNotContain("ExitOnOutOfMemoryError");
        assertThat(last("ENTRYPOINT")).contains("-XX:+CrashOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash");
    }

    @Test
    void the_layers_are_copied_from_what_changes_least_to_what_changes_most() {
        assertThat(lines)
                .filteredOn(line -> line.startsWith("COPY --from=layers"))
                .extracting(line -> line.replaceAll(".*/extracted/(.*)/ \\./", "$1"))
                .containsExactly("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
    }

    @Test
    void nothing_but_the_jar_and_the_script_reaches_the_build() {
        assertThat(Repository.text(Repository.DOCKERFILE.resolveSibling(".dockerignore"))
                        .lines())
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("*", "!batch-app/target/batch-app.jar", "!batch-app/src/main/scripts/fast-start.sh");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("COPY ") && !line.startsWith("COPY --from"))
                .containsExactly(
                        "COPY batch-app/target/batch-app.jar batch-app.jar",
                        "COPY batch-app/src/main/scripts/fast-start.sh ./");
    }

    @Test
    void the_archive_is_made_in_the_folder_it_is_used_from_after_the_last_jar_has_come() {
        int archived = lines.indexOf("RUN sh fast-start.sh --archive " + last("WORKDIR"));

        assertThat(archived).isGreaterThan(lines.indexOf("COPY --from=layers /layers/extracted/application/ ./"));
        assertThat(lines.subList(archived, lines.size())).noneMatch(line -> line.startsWith("COPY "));
        assertThat(last("ENTRYPOINT")).endsWith("\"@" + last("WORKDIR") + "/java.options\"]");
    }

    @Test
    void the_image_is_made_by_the_java_that_runs_it() {
        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM "))
                .extracting(line -> line.split(" ")[1])
                .containsExactly("eclipse-temurin:${JAVA}-jre", "eclipse-temurin:${JAVA}-jre");
    }

    private String last(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .reduce((first, second) -> second)
                .map(line -> line.substring(instruction.length() + 1))
                .orElseThrow(() -> new AssertionError("no " + instruction + " in the Dockerfile"));
    }
}
