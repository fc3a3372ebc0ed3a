package io.headgate.destination.file;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream of one job instance is worked on until it is published: {@code <table>/.headgate/<instance>~<stream>}, or, where
 * the table is to be replaced as a whole, {@code .headgate/<table>/<instance>~<stream>} beside it. Holds
 * the plan, a folder per partition, and from the beginning of publishing on a mark that says so.
 */
final class WorkFolder {

    /** The hidden folder that holds them. */
    static final String HOME = ".headgate";

    private static final String PLAN = "plan";
    private static final String PUBLISHING = "publishing";
    private static final String FORGOTTEN = ".forgotten";

    private final Path folder;
    private final StreamPlan plan;
    private final Disk disk;

    /**
     * @param home the folder that holds it
     */
    WorkFolder(Path home, StreamPlan plan, Disk disk) {
        this.folder = home.resolve(plan.instance() + "~" + SafeName.of(plan.stream()));
        this.plan = plan;
        this.disk = disk;
    }

    Path path() {
        return folder;
    }

    private Path home() {
        return Objects.requireNonNull(folder.getParent());
    }

    /**
     * Records the plan unless that was done before. The plan file is there as a whole or not at all, and with it the columns of
     * the table at this moment: a resumed run must go on with files that have just these.
     */
    void prepare(TableColumns table) throws IOException {
        if (!Files.exists(folder.resolve(PLAN))) {
            // First, since this folder may lie in the table's own, which must not be there yet if the table is not.
            Properties values = TableColumns.encode(table.prepare());
            disk.createFolders(folder);
            values.setProperty("flow", plan.flow());
            values.setProperty("stream", plan.stream());
            values.setProperty("startedAt", plan.startedAt().toString());
            values.setProperty("partitions", joined(plan));
            store(PLAN, values);
        }
        sweep();
    }

    private static String joined(StreamPlan plan) {
        return plan.partitions().stream().map(SafeName::of).collect(Collectors.joining("/"));
    }

    private void store(String name, Properties values) throws IOException {
        Path temporary = folder.resolve(name + "." + UUID.randomUUID() + ".new");
        disk.write(temporary, SealedFile.encode(values));
        FaultPoint.reach("file." + name + ".before-rename");
        Disk.rename(temporary, folder.resolve(name));
        disk.syncFolder(folder);
    }

    /** Whether the stream was prepared here and is not forgotten, and the partition is one of the plan's. */
    boolean isPlanned(String partition) throws IOException {
        Properties values = SealedFile.read(folder.resolve(PLAN));
        return values != null
                && ("/" + values.getProperty("partitions", "") + "/").contains("/" + SafeName.of(partition) + "/");
    }

    /** The columns that the files of this instance have. A plan that an earlier version has stored names none. */
    RowSchema columns() throws IOException {
        Properties values = SealedFile.read(folder.resolve(PLAN));
        RowSchema stored = values == null ? null : TableColumns.decode(values);
        return stored == null ? plan.schema() : stored;
    }

    PartitionFolder partition(String name) {
        return new PartitionFolder(folder.resolve("p-" + SafeName.of(name)), plan.partition(name), disk);
    }

    /** Epoch of the run that has begun to publish, or null if none has. */
    @Nullable
    Long publishing() throws IOException {
        Properties values = SealedFile.read(folder.resolve(PUBLISHING));
        return values == null ? null : Long.valueOf(values.getProperty("epoch", ""));
    }

    /** From here on a file that is missing from the work folder is one that was published. */
    void markPublishing(long epoch) throws IOException {
        Properties values = new Properties();
        values.setProperty("epoch", Long.toString(epoch));
        store(PUBLISHING, values);
    }

    /** Fails as fenced if somebody has forgotten the stream meanwhile. */
    void requirePresent() {
        if (!Files.isDirectory(folder)) {
            throw Fence.notPlanned("Stream '" + plan.stream() + "'", plan.instance());
        }
    }

    /** Removes everything; in one act as far as writers can see. */
    void forget() throws IOException {
        try {
            Disk.rename(folder, folder.resolveSibling(UUID.randomUUID() + FORGOTTEN));
            FaultPoint.reach("file.forget.after-rename");
        } catch (NoSuchFileException e) {
            // Forgotten before, or never prepared.
        }
        sweep();
    }

    /** Deletes what a forgetting process left when it died. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> forgotten = Files.newDirectoryStream(home(), "*" + FORGOTTEN)) {
            for (Path path : forgotten) {
                delete(path);
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever here, or another process sweeps at the same time.
        }
    }

    static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
