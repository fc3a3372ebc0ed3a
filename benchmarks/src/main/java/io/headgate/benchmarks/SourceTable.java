package io.headgate.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A table with a primary key that is read, in the same server as the one that is written. */
final class SourceTable {

    private final Options options;
    private final PostgresServer server;
    private final String name;
    private final long rows;

    private SourceTable(Options options, PostgresServer server, String name, long rows) {
        this.options = options;
        this.server = server;
        this.name = name;
        this.rows = rows;
    }

    /** Eight columns of different types, about 100 bytes a row. */
    static SourceTable create(Options options, PostgresServer server, String name, long rows) {
        server.emptyTable(name, RowShape.MIXED);
        server.execute(
                "INSERT INTO " + name + " SELECT i, i * 7919 % 1000000, i % 10000000 / 100.0, random(), i % 2 = 0,"
                        + " date '2020-01-01' + (i % 2000)::int, timestamp '2020-01-01' + i * interval '1 second',"
                        + " 'a note of some twenty letters ' || i FROM generate_series(1, " + rows + "::bigint) i");
        server.execute("ALTER TABLE " + name + " ADD PRIMARY KEY (id)");
        server.execute("VACUUM ANALYZE " + name);
        return new SourceTable(options, server, name, rows);
    }

    String describe() {
        return Report.number("%,d rows of 8 columns, with a primary key", rows);
    }

    /** One psql that copies out, piped into one that copies in. */
    Contestant psql() {
        return psql("psql copy to psql copy", pipe(name));
    }

    /** Two such pipes at once, each with half of the rows: what two connections are worth to this machine. */
    Contestant psqlHalves() {
        String half = "(SELECT * FROM " + name + " WHERE id %s " + rows / 2 + ")";
        return psql(
                "two halves at once",
                pipe(half.formatted("<=")) + " & first=$!; " + pipe(half.formatted(">")) + " && wait $first");
    }

    private String pipe(String rowsOf) {
        String out = shell(server.commands(List.of("COPY " + rowsOf + " TO STDOUT (FORMAT binary)")));
        String in = shell(server.commands(List.of("COPY psql_copy FROM STDIN (FORMAT binary)")));
        return out + " | " + in;
    }

    private Contestant psql(String contestant, String script) {
        Path log = options.work().resolve("psql.log");
        return new Loader(
                contestant,
                "psql_copy",
                () -> {},
                () -> MeasuredProcess.run(List.of("bash", "-o", "pipefail", "-c", script), options.work(), log, log));
    }

    private static String shell(List<String> command) {
        return String.join(
                " ",
                command.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .toList());
    }

    Contestant headgate(String contestant, int partitions) {
        String flow =
                """
                [sources.bench]
                name = "postgresql"
                config = { url = "%s", tables = ["%s"] }
                [destinations.bench-dest]
                method = "jdbc"
                target = "%s"
                [[flows]]
                name = "bench"
                from = "bench"
                to = "bench-dest"
                table = "bench"
                partitions = %d
                """
                        .formatted(server.url(), name, server.url(), partitions);
        HeadgateRun run = new HeadgateRun(options, "headgate-" + name, flow, rows);
        return new Loader(contestant, "bench", run::prepare, run::run);
    }

    private final class Loader implements Contestant {
        private final String contestant;
        private final String target;
        private final Runnable before;
        private final Supplier<Measurement> load;

        Loader(String contestant, String target, Runnable before, Supplier<Measurement> load) {
            this.contestant = contestant;
            this.target = target;
            this.before = before;
            this.load = load;
        }

        @Override
        public String name() {
            return contestant;
        }

        @Override
        public void prepare() {
            server.emptyTable(target, RowShape.MIXED);
            before.run();
        }

        @Override
        public Measurement run() {
            double cpuBefore = server.cpuSeconds();
            Measurement measured = load.get();
            double cpu = server.cpuSeconds() - cpuBefore;
            server.requireRows(target, rows);
            server.dropTable(target);
            return measured.withServerCpuSeconds(cpu);
        }
    }
}
