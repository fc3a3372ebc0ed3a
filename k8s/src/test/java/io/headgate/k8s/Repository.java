package io.headgate.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files under test lie. */
final class Repository {

    /** This module's folder. Surefire sets {@code basedir}; an IDE starts in the module. */
    static final Path MANIFESTS =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();

    static final Path BASE = MANIFESTS.resolve("base");
    static final Path OVERLAYS = MANIFESTS.resolve("overlays");
    static final Path DOCKERFILE = MANIFESTS.resolveSibling("Dockerfile");

    private Repository() {}

    /** The overlays' names, so that a new one is tested without being listed anywhere. */
    static List<String> overlays() {
        return list(OVERLAYS).map(path -> path.getFileName().toString()).toList();
    }

    static Stream<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
