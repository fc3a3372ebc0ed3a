package io.headgate.destination.jdbc;

import java.util.List;

/** The fault points that docs/destinations/jdbc.md lists, early and in the middle. */
final class JdbcFaultPoints {

    static final List<String> ALL = List.of(
            "jdbc.prepare",
            "jdbc.prepared",
            "jdbc.after-takeover:2",
            "jdbc.written:7",
            "jdbc.before-checkpoint:9",
            "jdbc.before-commit",
            "jdbc.before-commit:23",
            "jdbc.after-commit:12",
            "jdbc.publish",
            "jdbc.forget");

    /** Those that only a staged mode reaches, and one of its preparation. */
    static final List<String> PUBLISHING = List.of(
            "jdbc.prepared",
            "jdbc.publish",
            "jdbc.publish.applied",
            "jdbc.publish.before-commit",
            "jdbc.publish.committed",
            "jdbc.forget");

    private JdbcFaultPoints() {}
}
