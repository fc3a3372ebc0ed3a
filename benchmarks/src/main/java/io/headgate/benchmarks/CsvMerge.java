package io.headgate.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * CSV into PostgreSQL by {@code write_mode = "merge"}, half of the records updates, against the same in plain SQL: {@code \copy}
 * into a temporary table and {@code INSERT … ON CONFLICT … DO UPDATE}, in one transaction. The time is that of the whole process,
 * because publishing is part of it.
 */
final class CsvMerge implements Table {

    private static final String OLD = "as it was";

    @Override
    public String description() {
        return "CSV → PostgreSQL, merge by key, half updates, against \\copy + INSERT … ON CONFLICT (5M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        long rows = options.rows(5_000_000);
        DataFile data = DataFile.of(RowShape.MIXED, rows, options.work());
        try (PostgresServer server = PostgresServer.start(options)) {
            report.heading("CSV → PostgreSQL, merge by key", options, data.describe())
                    .line("- every second record is an update of a row that is there; the rest is new")
                    .line("- " + server.describeWithPsql());
            Series series = Series.run(
                    List.of(plainSql(options, server, data), headgate(options, server, data)), options.runs(3));
            report.series(series, rows);
            Series.Ratio ratio =
                    series.speed(series.names().get(1), series.names().get(0), Measurement::wallSeconds);
            report.target(
                    "as a whole process ≥ 0.9 × plain SQL; measured " + Report.ratio(ratio), ratio.median() >= 0.9);
        }
    }

    private static Contestant plainSql(Options options, PostgresServer server, DataFile data) {
        Path log = options.work().resolve("psql.log");
        return new Merger("plain SQL, temporary table", "plain", server, data, () -> {}, () -> {
            List<String> command = server.commands(statements("plain", data));
            return MeasuredProcess.run(command, options.work(), log, log);
        });
    }

    private static List<String> statements(String table, DataFile data) {
        String updates = data.shape().columns().stream()
                .map(column -> column.split(" ")[0])
                .filter(column -> !column.equals("id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return List.of(
                "BEGIN",
                "CREATE TEMPORARY TABLE news (LIKE " + table + ") ON COMMIT DROP",
                "\\copy news from '" + data.path() + "' with (format csv, header true)",
                "INSERT INTO " + table + " SELECT * FROM news ON CONFLICT (id) DO UPDATE SET " + updates,
                "COMMIT");
    }

    private static Contestant headgate(Options options, PostgresServer server, DataFile data) {
        String flow = Flows.csvTo(data, "jdbc", server.url(), "{}", 2) + "write_mode = \"merge\"\nkey = [\"id\"]\n";
        HeadgateRun run = new HeadgateRun(options, "merge", flow, data.rows());
        return new Merger("Headgate, 2 partitions", "bench", server, data, run::prepare, run::run);
    }

    /** Both into a table that was made by the same statements. */
    private static final class Merger implements Contestant {
        private final String name;
        private final String table;
        private final PostgresServer server;
        private final DataFile data;
        private final Runnable before;
        private final Supplier<Measurement> merge;

        Merger(
                String name,
                String table,
                PostgresServer server,
                DataFile data,
                Runnable before,
                Supplier<Measurement> merge) {
            this.name = name;
            this.table = table;
            this.server = server;
            this.data = data;
            this.before = before;
            this.merge = merge;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void prepare() {
            server.emptyTable(table, data.shape());
            List<String> sql = new ArrayList<>();
            sql.add("INSERT INTO " + table + " SELECT id, 1, 2.5, 0.5, true, '2000-01-01', '2000-01-01', '" + OLD
                    + " in the long text of a row' FROM generate_series(2, " + data.rows() + ", 2) id");
            sql.add("CREATE UNIQUE INDEX ON " + table + " (id)");
            sql.add("VACUUM ANALYZE " + table);
            sql.add("CHECKPOINT");
            sql.forEach(server::execute);
            before.run();
        }

        @Override
        public Measurement run() {
            double cpuBefore = server.cpuSeconds();
            Measurement measured = merge.get();
            double cpu = server.cpuSeconds() - cpuBefore;
            server.requireRows(table, data.rows());
            server.requireRows(table + " WHERE note LIKE '" + OLD + "%'", 0);
            server.dropTable(table);
            return measured.withServerCpuSeconds(cpu);
        }
    }
}
