package io.headgate.k8s;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real kustomize: the one of {@code install-kustomize.sh}, else what the PATH has. */
record Kustomize(List<String> command) {

    static final String HOW_TO_GET_IT =
            "run k8s/install-kustomize.sh, or put kustomize 5 or kubectl 1.27 or later on the PATH";

    private static final long TIMEOUT_SECONDS = 60;

    static Optional<Kustomize> find() {
        Path installed = Repository.MANIFESTS.resolve("target/kustomize/kustomize");
        return Stream.of(
                        Stream.of(installed).map(path -> List.of(path.toString(), "build")),
                        onPath("kustomize").map(path -> List.of(path.toString(), "build")),
                        onPath("kubectl").map(path -> List.of(path.toString(), "kustomize")))
                .flatMap(commands -> commands)
                .filter(command -> Files.isExecutable(Path.of(command.get(0))))
                .findFirst()
                .map(Kustomize::new);
    }

    private static Stream<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program));
    }

    /** The rendered objects as one YAML text. */
    String render(Path kustomization) throws IOException, InterruptedException {
        Path out = Files.createTempFile("rendered", ".yaml");
        Path err = Files.createTempFile("rendered", ".err");
        try {
            List<String> whole = new ArrayList<>(command);
            whole.add(kustomization.toString());
            Process process = new ProcessBuilder(whole)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(whole + " did not end in " + TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(
                        whole + " failed: " + Files.readString(err) + "If it is too old, " + HOW_TO_GET_IT);
            }
            return Files.readString(out);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
