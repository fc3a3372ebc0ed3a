package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The files as they are written, which needs no kustomize: this holds where rendering is skipped. */
class ManifestFilesTest {

    private static final String KUSTOMIZATION = "kustomization.yaml";

    static List<Path> folders() {
        return Stream.concat(Stream.of(Repository.BASE), Repository.list(Repository.OVERLAYS))
                .toList();
    }

    static List<Path> manifests() {
        return folders().stream()
                .flatMap(Repository::list)
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_manifest_and_patch_is_of_a_known_type_without_an_unknown_field(Path file) {
        assertThat(StrictYaml.load(Repository.text(file)))
                .hasSize(1)
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).startsWith("headgate"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void a_kustomization_names_all_files_beside_it_and_only_files_that_exist(Path folder) {
        List<Path> named = namedBy(folder);

        assertThat(named).allSatisfy(path -> assertThat(path).exists());
        assertThat(Repository.list(folder).filter(Files::isRegularFile).filter(file -> !file.endsWith(KUSTOMIZATION)))
                .allSatisfy(file -> assertThat(named).contains(file));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void the_flow_file_of_a_folder_is_valid(Path folder) {
        Stream<Path> flowFiles =
                Repository.list(folder).filter(file -> file.toString().endsWith(".toml"));

        assertThat(flowFiles).allSatisfy(file -> assertThatCode(() -> FlowFile.check(Repository.text(file)))
                .doesNotThrowAnyException());
    }

    private static List<Path> namedBy(Path folder) {
        JsonNode kustomization = StrictYaml.tree(Repository.text(folder.resolve(KUSTOMIZATION)));
        List<String> names = new ArrayList<>();
        kustomization.path("resources").forEach(resource -> names.add(resource.asString()));
        kustomization
                .path("patches")
                .forEach(patch -> names.add(patch.path("path").asString()));
        kustomization.path("configMapGenerator").forEach(map -> map.path("files")
                .forEach(file -> names.add(file.asString())));
        return names.stream().map(name -> folder.resolve(name).normalize()).toList();
    }
}
