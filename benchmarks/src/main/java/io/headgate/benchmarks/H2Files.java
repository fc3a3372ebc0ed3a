package io.headgate.benchmarks;

import java.nio.file.Path;

/** H2, for what a source of any database by JDBC costs over its driver. The file is a folder that holds the database. */
final class H2Files extends DatabaseFile {

    @Override
    public String key() {
        return "h2";
    }

    @Override
    public String library() {
        return "H2's driver, one SELECT";
    }

    @Override
    public String source(Path file) {
        return "name = \"jdbc\"\nconfig = { url = \"" + base(file) + "\", tables = [\"BENCH\"] }\n";
    }

    private static String base(Path file) {
        return "jdbc:h2:file:" + file.resolve("bench");
    }

    /** Rows as they are found, not all of them first; DAY is a column. */
    @Override
    String url(Path file) {
        return base(file) + ";LAZY_QUERY_EXECUTION=1;NON_KEYWORDS=DAY";
    }

    @Override
    String type(String declared) {
        return declared.equals("text") ? "varchar" : declared.equals("timestamp") ? "timestamp(3)" : declared;
    }
}
