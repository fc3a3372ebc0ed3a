package io.headgate.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Placeholders that could not be filled in. One in a part that no wanted flow uses is no mistake: each flow of a file may have
 * variables and parameters of its own.
 */
final class Unfilled {

    private final List<ConfigurationError> errors;
    private final @Nullable Collection<String> wanted;
    private final @Nullable String only;
    private final List<String> optional = new ArrayList<>();
    private final List<String> needed = new ArrayList<>();

    /**
     * @param wanted names of flows; null for all
     */
    Unfilled(List<ConfigurationError> errors, @Nullable Collection<String> wanted) {
        this(errors, wanted, null);
    }

    private Unfilled(List<ConfigurationError> errors, @Nullable Collection<String> wanted, @Nullable String only) {
        this.errors = errors;
        this.wanted = wanted;
        this.only = only;
    }

    /** For who uses one source and no flow. */
    static Unfilled ofSource(List<ConfigurationError> errors, String id) {
        return new Unfilled(errors, null, KeyPath.join(MergedFiles.SOURCES, id));
    }

    /** Whether any stands at or below a path. */
    boolean in(String path) {
        return errors.stream().anyMatch(error -> isWithin(error.key(), path));
    }

    /** Tells what a flow uses. */
    void flow(String name, String path, String from, String to) {
        List<String> parts =
                List.of(path, KeyPath.join(MergedFiles.SOURCES, from), KeyPath.join(MergedFiles.DESTINATIONS, to));
        (wanted == null || wanted.contains(name) || in(KeyPath.join(path, "name")) ? needed : optional).addAll(parts);
    }

    void report(Problems problems) {
        for (ConfigurationError error : errors) {
            boolean spare = only != null ? !isWithin(error.key(), only) : wanted != null && isSpare(error.key());
            if (!spare) {
                problems.wrong(error.position(), error.key(), error.message());
            }
        }
    }

    private boolean isSpare(String key) {
        boolean unused = !key.startsWith(MergedFiles.FLOWS) && !key.startsWith(MergedFiles.STATE);
        return needed.stream().noneMatch(part -> isWithin(key, part))
                && (unused || optional.stream().anyMatch(part -> isWithin(key, part)));
    }

    private static boolean isWithin(String key, String path) {
        return key.equals(path) || key.startsWith(path + ".") || key.startsWith(path + "[");
    }
}
