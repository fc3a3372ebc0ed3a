package io.headgate.source.jdbc;

/** H2, mostly for tests and embedded databases. */
final class H2Dialect extends StandardDialect {}
