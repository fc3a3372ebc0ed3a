package io.headgate.benchmarks;

import java.nio.file.Path;

/** SQLite; dates and timestamps are text, as it has no types for them. */
final class SqliteFiles extends DatabaseFile {

    @Override
    public String key() {
        return "sqlite";
    }

    @Override
    public String library() {
        return "sqlite-jdbc, one SELECT";
    }

    @Override
    public String source(Path file) {
        return "name = \"sqlite\"\nconfig = { database = \"" + file + "\", tables = [\"bench\"] }\n";
    }

    @Override
    String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    @Override
    String type(String declared) {
        return declared.equals("date") || declared.equals("timestamp") ? "text" : declared;
    }

    @Override
    Object value(TypedRow row, int i) {
        return switch (row.kind(i)) {
            case DECIMAL, DATE, TIMESTAMP -> row.text(i);
            default -> super.value(row, i);
        };
    }
}
