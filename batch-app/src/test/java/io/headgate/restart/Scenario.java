package io.headgate.restart;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with CSV files, a configuration with the flow {@link #FLOW}, a destination and a JobRepository. A second flow, {@link
 * #OTHER}, lands the same files in another table.
 */
final class Scenario {

    static final String FLOW = "rows";
    static final String OTHER = "others";

    private final Path folder;
    private final Setup setup;
    private final Rows rows;
    private final Landing landing;
    private final Repository repository;
    private boolean unpacked;

    /**
     * What a scenario is made of.
     *
     * @param rejectEvery each so-manieth record cannot be read; 0 for none
     * @param repositorySeconds how often the JobRepository hears of chunks; 0: of each one
     */
    record Setup(
            Landing.Kind landing,
            int partitions,
            Repository.Kind repository,
            int rows,
            int rejectEvery,
            int chunkRows,
            int repositorySeconds) {

        static Setup of(Landing.Kind landing, int partitions, Repository.Kind repository) {
            return new Setup(landing, partitions, repository, 5000, 0, partitions == 1 ? 200 : 50, 0);
        }

        Setup rejecting(int every) {
            return new Setup(landing, partitions, repository, rows, every, chunkRows, repositorySeconds);
        }

        Setup rows(int count) {
            return new Setup(landing, partitions, repository, count, rejectEvery, chunkRows, repositorySeconds);
        }

        Setup chunkRows(int count) {
            return new Setup(landing, partitions, repository, rows, rejectEvery, count, repositorySeconds);
        }

        Setup repositorySeconds(int seconds) {
            return new Setup(landing, partitions, repository, rows, rejectEvery, chunkRows, seconds);
        }

        @Override
        public String toString() {
            return landing.label() + ", " + partitions + (partitions == 1 ? " partition" : " partitions")
                    + (rejectEvery > 0 ? ", with rejects" : "") + ", JobRepository " + repository.label();
        }
    }

    private Scenario(Path folder, Setup setup, Rows rows, Landing landing, Repository repository) {
        this.folder = folder;
        this.setup = setup;
        this.rows = rows;
        this.landing = landing;
        this.repository = repository;
    }

    static Scenario create(Path folder, Setup setup) {
        Rows rows = Rows.write(folder.resolve("source"), setup.rows(), setup.rejectEvery());
        Landing landing = setup.landing().create(folder);
        Repository repository = setup.repository().create(folder.resolve("home"));
        Scenario scenario = new Scenario(folder, setup, rows, landing, repository);
        scenario.configure(scenario.toml());
        return scenario;
    }

    /** The configuration; a test may replace parts of it. */
    String toml() {
        return "[sources.files]\nname = \"csv\"\nconfig = { source_path = \"" + folder.resolve("source")
                + "\", min_partition_bytes = \"4KB\" }\n\n"
                + "[destinations.there]\n" + landing.toml() + "\n"
                + flow(FLOW, "landed") + flow(OTHER, "landed_others");
    }

    private String flow(String name, String table) {
        return "[[flows]]\nname = \"" + name + "\"\nfrom = \"files\"\nto = \"there\"\ntable = \"" + table
                + "\"\npartitions = " + setup.partitions() + "\nchunk_rows = " + setup.chunkRows()
                + "\nrepository_seconds = " + setup.repositorySeconds()
                + "\nrejects = { limit = " + rows.rejects().size() + " }\n\n";
    }

    void configure(String toml) {
        try {
            Files.writeString(folder.resolve("config.toml"), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Setup setup() {
        return setup;
    }

    Path folder() {
        return folder;
    }

    Path source(int file) {
        return folder.resolve("source").resolve("rows-" + file + ".csv");
    }

    Rows rows() {
        return rows;
    }

    Landing landing() {
        return landing;
    }

    Repository repository() {
        return repository;
    }

    Launch launch() {
        Launch launch = Launch.in(folder).with(repository.environment());
        return unpacked ? launch.program(UnpackedJar.OPTIONS) : launch;
    }

    /** Starts the unpacked program from now on. */
    Scenario unpacked() {
        unpacked = true;
        return this;
    }

    /**
     * What a test has seen so far needed many small chunks; what is left may land in a few. A flow goes on whatever the size of its
     * chunks.
     */
    void landTheRestInLargeChunks() {
        Path config = folder.resolve("config.toml");
        try {
            String toml = Files.readString(config);
            Files.writeString(config, toml.replaceAll("chunk_rows = \\d+", "chunk_rows = 5000"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the flow to its end. */
    Exit run() {
        return launch().run("flow=" + FLOW);
    }

    /** Runs the flow with a fault point armed. */
    Exit run(String fault) {
        return launch().fault(fault).run("flow=" + FLOW);
    }

    JarProcess start() {
        return launch().start("flow=" + FLOW);
    }

    /** Starts a flow that stops at a fault point and waits there; returns when it does. */
    JarProcess startPausingAt(String place, String flow) {
        JarProcess child = launch().fault(place + "=pause").start("flow=" + flow);
        child.awaitErrorLine("headgate.fault reached");
        return child;
    }

    /**
     * Whether the flow's last run has completed. A process that is killed after that and before its exit has delivered everything;
     * another run would be the next one.
     */
    boolean isCompleted() {
        List<String> statuses = repository.statuses(FLOW);
        return !statuses.isEmpty() && statuses.get(statuses.size() - 1).equals("COMPLETED");
    }

    Verification verify() {
        return verify("landed");
    }

    Verification verifyOther() {
        return verify("landed_others");
    }

    private Verification verify(String table) {
        return new Verification(
                Tally.of(rows.landing(), landing.records(table)), Tally.of(rows.rejects(), landing.rejects(table)));
    }

    @Override
    public String toString() {
        return setup.toString();
    }
}
