package io.headgate.restart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A destination of each kind: how it is configured, and what has landed in it, read past the program's own code. */
sealed interface Landing {

    /** The kinds. */
    enum Kind {
        FILE,
        JSON_LINES,
        H2,
        POSTGRESQL;

        /** As it is called in a table. */
        String label() {
            return switch (this) {
                case FILE -> "file csv";
                case JSON_LINES -> "file jsonl";
                case H2 -> "h2";
                case POSTGRESQL -> "postgresql";
            };
        }

        /** Whether the file destination is meant, in whatever format. */
        boolean isFile() {
            return this == FILE || this == JSON_LINES;
        }

        Landing create(Path folder) {
            return switch (this) {
                case FILE -> new Folder(folder.resolve("landed"));
                case JSON_LINES -> new JsonFolder(folder.resolve("landed"));
                case H2 -> new Database("jdbc:h2:file:" + folder.resolve("warehouse"), "sa", "H2");
                case POSTGRESQL -> new Database(Postgres.newDatabase(), Postgres.USER, "PostgreSQL");
            };
        }
    }

    /** The lines of its table in the configuration. */
    String toml();

    /** Texts of the records in a table, as {@link Rows#text} makes them; empty if there is no such table yet. */
    List<String> records(String table);

    /** The texts of the records in a table's reject store. */
    List<String> rejects(String table);

    /** The first fields of these texts. */
    default List<String> rejectedIds(String table) {
        return rejects(table).stream()
                .map(raw -> raw.substring(0, raw.indexOf(',')))
                .toList();
    }

    /** Edits the text of every record in a table's reject store, as somebody would. */
    void repair(String table, UnaryOperator<String> raw);

    /** All that a table holds, every column of it, one line per record. */
    List<String> lines(String table);

    /** Removes what is kept outside the scenario's folder. */
    default void drop() {}

    /** A folder that the file destination writes to. */
    record Folder(Path target) implements Landing {

        @Override
        public String toml() {
            return "method = \"file\"\ntarget = \"" + target + "\"\n";
        }

        @Override
        public List<String> records(String table) {
            List<String> records = new ArrayList<>();
            for (Path file : files(target.resolve(table), ".csv")) {
                try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
                    reader.forEach(row -> records.add(text(row)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return records;
        }

        private static String text(NamedCsvRecord row) {
            return Rows.text(
                    Long.parseLong(row.getField("id")),
                    row.getField("name"),
                    Double.parseDouble(row.getField("amount")),
                    row.getField("day"));
        }

        @Override
        public List<String> rejects(String table) {
            return objects(target.resolve(table).resolve("_rejects"))
                    .map(object -> object.get("raw").asString())
                    .toList();
        }

        @Override
        public void repair(String table, UnaryOperator<String> raw) {
            for (Path file : files(target.resolve(table).resolve("_rejects"), ".jsonl")) {
                try {
                    List<String> lines = new ArrayList<>();
                    for (String line : Files.readAllLines(file)) {
                        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(line);
                        lines.add(node.put("raw", raw.apply(node.get("raw").asString()))
                                .toString());
                    }
                    Files.write(file, lines);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** The lines of all JSON Lines files of a folder. */
        static Stream<JsonNode> objects(Path folder) {
            JsonMapper json = JsonMapper.shared();
            List<JsonNode> objects = new ArrayList<>();
            for (Path file : files(folder, ".jsonl")) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.map(json::readTree).forEach(objects::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return objects.stream();
        }

        @Override
        public List<String> lines(String table) {
            List<String> lines = new ArrayList<>();
            for (Path file : files(target.resolve(table), ".csv")) {
                try (Stream<String> all = Files.lines(file)) {
                    all.skip(1).forEach(lines::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return lines;
        }

        static List<Path> files(Path folder, String end) {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().endsWith(end))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The same with JSON Lines in the files. */
    record JsonFolder(Path target) implements Landing {

        @Override
        public String toml() {
            return new Folder(target).toml() + "config = { format = \"jsonl\" }\n";
        }

        @Override
        public List<String> records(String table) {
            return Folder.objects(target.resolve(table))
                    .map(object -> Rows.text(
                            object.get("id").asLong(),
                            object.get("name").asString(),
                            object.get("amount").asDouble(),
                            object.get("day").asString()))
                    .toList();
        }

        @Override
        public List<String> rejects(String table) {
            return new Folder(target).rejects(table);
        }

        @Override
        public void repair(String table, UnaryOperator<String> raw) {
            new Folder(target).repair(table, raw);
        }

        @Override
        public List<String> lines(String table) {
            return Folder.objects(target.resolve(table)).map(JsonNode::toString).toList();
        }
    }

    /** A database that the jdbc destination writes to. */
    record Database(String url, String user, String product) implements Landing {

        @Override
        public String toml() {
            return "method = \"jdbc\"\ntarget = \"" + url + "\"\nconfig = { username = \"" + user
                    + "\", password = \"\" }\n";
        }

        @Override
        public List<String> records(String table) {
            return query(
                    table,
                    "SELECT \"id\", \"name\", \"amount\", \"day\" FROM \"" + table + "\"",
                    row -> Rows.text(row.getLong(1), row.getString(2), row.getDouble(3), row.getString(4)));
        }

        @Override
        public List<String> rejects(String table) {
            String store = table + "_rejects";
            return query(store, "SELECT \"raw\" FROM \"" + store + "\"", row -> row.getString(1));
        }

        @Override
        public void repair(String table, UnaryOperator<String> raw) {
            String store = "\"" + table + "_rejects\"";
            try (Connection connection = DriverManager.getConnection(url, user, "");
                    Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT \"id\", \"raw\" FROM " + store);
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE " + store + " SET \"raw\" = ? WHERE \"id\" = ?")) {
                while (row.next()) {
                    update.setString(1, raw.apply(row.getString(2)));
                    update.setLong(2, row.getLong(1));
                    update.addBatch();
                }
                update.executeBatch();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<String> lines(String table) {
            return query(table, "SELECT * FROM \"" + table + "\"", row -> {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getMetaData().getColumnName(i) + "=" + row.getString(i));
                }
                return String.join("|", values);
            });
        }

        @Override
        public void drop() {
            if (user.equals(Postgres.USER)) {
                Postgres.drop(url);
            }
        }

        private interface RowText {
            String of(ResultSet row) throws SQLException;
        }

        private List<String> query(String table, String sql, RowText text) {
            List<String> texts = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection(url, user, "");
                    ResultSet exists = connection.getMetaData().getTables(null, null, table, null)) {
                if (exists.next()) {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery(sql)) {
                        while (rows.next()) {
                            texts.add(text.of(rows));
                        }
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return texts;
        }
    }
}
