package io.headgate.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Those that load a CSV file into a table of PostgreSQL; both into one that was made by the same statement. */
final class PostgresContestants {

    /** What the program prints with the harness's classes on its class path: see UncheckedRepository. */
    private static final String CHUNKS_KEPT_BACK = "The JobRepository hears nothing of chunks.";

    private final Options options;
    private final PostgresServer server;
    private final DataFile data;

    PostgresContestants(Options options, PostgresServer server, DataFile data) {
        this.options = options;
        this.server = server;
        this.data = data;
    }

    Contestant psql() {
        Path log = options.work().resolve("psql.log");
        return new Loader("psql \\copy", "psql_copy", () -> {}, () -> {
            List<String> command = server.copyCommand("psql_copy", data.path());
            return MeasuredProcess.run(command, options.work(), log, log);
        });
    }

    Contestant headgate(String name, int partitions) {
        return contestant(name, run(partitions));
    }

    /** With more keys of the flow. */
    Contestant headgate(String name, int partitions, String keys) {
        String flow = Flows.csvTo(data, "jdbc", server.url(), "{}", partitions) + keys + "\n";
        return contestant(name, new HeadgateRun(options, "headgate", flow, data.rows()));
    }

    /** As it was built, whatever the option {@code program} says. */
    Contestant plain(String name, int partitions) {
        return contestant(name, run(partitions).from(HeadgateRun.plain(options)));
    }

    /** As {@code fast-start.sh} installs it. */
    Contestant installed(String name, int partitions, List<String> installation) {
        return contestant(name, run(partitions).from(installation));
    }

    private HeadgateRun run(int partitions) {
        return new HeadgateRun(
                options, "headgate", Flows.csvTo(data, "jdbc", server.url(), "{}", partitions), data.rows());
    }

    private Contestant contestant(String name, HeadgateRun run) {
        return new Loader(name, "bench", run::prepare, run::run);
    }

    /** Without checkpoints: one transaction per partition, and a JobRepository that hears nothing of chunks. */
    Contestant unchecked(String name, int partitions) {
        String flow = Flows.csvTo(data, "unchecked", server.url(), "{ method = \"jdbc\" }", partitions);
        Path classes = Options.repository().resolve("benchmarks/target/classes");
        String on = "-Dheadgate.benchmarks.unchecked=true";
        HeadgateRun released = new HeadgateRun(options, "unchecked", flow, data.rows());
        HeadgateRun run = options.installed()
                ? released.from(FastStart.installationWith(options, classes)).withJvm(on)
                : released.withJvm("-Dloader.path=" + classes + "/", on);
        return new Loader(name, "bench", run::prepare, () -> {
            Measurement measured = run.run();
            run.requireLogged(CHUNKS_KEPT_BACK);
            return measured;
        });
    }

    private final class Loader implements Contestant {
        private final String name;
        private final String table;
        private final Runnable before;
        private final Supplier<Measurement> load;

        Loader(String name, String table, Runnable before, Supplier<Measurement> load) {
            this.name = name;
            this.table = table;
            this.before = before;
            this.load = load;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void prepare() {
            server.emptyTable(table, data.shape());
            before.run();
        }

        @Override
        public Measurement run() {
            double cpuBefore = server.cpuSeconds();
            Measurement measured = load.get();
            double cpu = server.cpuSeconds() - cpuBefore;
            server.requireRows(table, data.rows());
            server.dropTable(table);
            return measured.withServerCpuSeconds(cpu);
        }
    }
}
