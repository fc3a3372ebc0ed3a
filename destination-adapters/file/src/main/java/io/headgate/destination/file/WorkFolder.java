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
import org.jspecify.annotations.Nullable;

/**
 * Where one stream of one job instance is worked on until it is published: {@code <table>/.headgate/<instance>~<stream>}, or, where
 * the table is to be replaced as a whole, {@code .headgate/<table>/<instance>~<stream>} beside it. Holds
 * the plans, a folder per partition, and from the beginning of publishing on a mark that says so.
 */
final class WorkFolder {

    /** The hidden folder that holds them. */
    static final String HOME = ".headgate";

    private static final String PUBLISHING = "publishing";
    private static final String FORGOTTEN = ".forgotten";

    private final Path folder;
    private final StreamPlan plan;
    private final StoredPlans plans;
    private final Disk disk;

    /**
     * @param home the folder that holds it
     */
    WorkFolder(Path home, StreamPlan plan, Disk disk) {
        this.folder = home.resolve(plan.instance() + "~" + SafeName.of(plan.stream()));
        this.plan = plan;
        this.plans = new StoredPlans(folder, plan, disk);
        this.disk = disk;
    }

    Path path() {
        return folder;
    }

    private Path home() {
        return Objects.requireNonNull(folder.getParent());
    }

    /** Records the plan and the columns of its files unless that was done before. */
    void prepare(TableColumns table) throws IOException {
        plans.add(table);
        sweep();
    }

    /** Whether the stream was prepared here with this plan and is not forgotten, and the partition is one of the plan's. */
    boolean isPlanned(String partition) throws IOException {
        return plans.isPlanned(partition);
    }

    /** The columns that the files of this instance have. */
    RowSchema columns() throws IOException {
        return plans.columns();
    }

    PartitionFolder partition(String name) {
        return new PartitionFolder(
                folder.resolve(PartitionFolder.PREFIX + SafeName.of(name)), plan.partition(name), disk);
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
        Path temporary = folder.resolve(PUBLISHING + "." + UUID.randomUUID() + ".new");
        disk.write(temporary, SealedFile.encode(values));
        FaultPoint.reach("file.publishing.before-rename");
        Disk.rename(temporary, folder.resolve(PUBLISHING));
        disk.syncFolder(folder);
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
