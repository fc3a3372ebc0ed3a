package io.headgate.config;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Collects mistakes, and leaves out those that only follow from a mistake of syntax. */
final class Problems {

    /** What a mistake of syntax nearby does to another one. */
    private enum Kind {
        SYNTAX,
        /** May be wrong because its table's header was not understood. */
        WRONG,
        /** May be there after all, in a line that was not understood. */
        MISSING,
        /** What it refers to may be there after all, anywhere. */
        DANGLING
    }

    private record Entry(Kind kind, ConfigurationError error) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<ConfigText> sources;

    Problems(List<ParsedFile> files) {
        sources = files.stream().map(ParsedFile::source).toList();
        files.stream()
                .flatMap(file -> file.errors().stream())
                .forEach(error -> entries.add(new Entry(Kind.SYNTAX, error)));
    }

    void wrong(Position position, String key, String message) {
        entries.add(new Entry(Kind.WRONG, new ConfigurationError(position, key, message)));
    }

    void missing(Position position, String key, String message) {
        entries.add(new Entry(Kind.MISSING, new ConfigurationError(position, key, message)));
    }

    void dangling(Position position, String key, String message) {
        entries.add(new Entry(Kind.DANGLING, new ConfigurationError(position, key, message)));
    }

    /** Mistakes that a binder found, whose keys are relative to {@code table}, which itself is at {@code path}. */
    void all(ConfigException exception, ConfigNode table, String path) {
        for (ConfigProblem problem : exception.problems()) {
            Position position = KeyPath.locate(table, problem.key());
            String key = KeyPath.join(path, problem.key());
            Kind kind = KeyPath.leads(table, problem.key()) ? Kind.WRONG : Kind.MISSING;
            entries.add(new Entry(kind, new ConfigurationError(position, key, problem.message())));
        }
    }

    /** In the order of the files, each once. */
    List<ConfigurationError> sorted(Redactor redactor) {
        return entries.stream()
                .filter(entry -> !follows(entry))
                .map(Entry::error)
                .map(error -> new ConfigurationError(error.position(), error.key(), redactor.redact(error.message())))
                .distinct()
                .sorted(Comparator.comparing(ConfigurationError::position))
                .toList();
    }

    private boolean follows(Entry entry) {
        Position position = entry.error().position();
        return switch (entry.kind()) {
            case SYNTAX -> false;
            case DANGLING -> syntax().findAny().isPresent();
            case MISSING -> syntax().anyMatch(wrong -> sameTable(wrong, position) || sameTable(position, wrong));
            case WRONG -> syntax().anyMatch(wrong -> sameTable(wrong, position));
        };
    }

    private Stream<Position> syntax() {
        return entries.stream().filter(entry -> entry.kind() == Kind.SYNTAX).map(entry -> entry.error()
                .position());
    }

    /** Whether {@code to} comes after {@code from} and no header of a table stands between them. */
    private boolean sameTable(Position from, Position to) {
        if (!from.file().equals(to.file()) || from.compareTo(to) > 0) {
            return false;
        }
        return sources.stream()
                .filter(source -> source.name().equals(from.file()))
                .flatMap(source -> source.text().lines().skip(from.line()).limit((long) to.line() - from.line()))
                .noneMatch(line -> line.stripLeading().startsWith("["));
    }
}
