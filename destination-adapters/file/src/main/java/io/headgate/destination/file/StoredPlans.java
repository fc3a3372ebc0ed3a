package io.headgate.destination.file;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plans that a stream was prepared with, each in a file of its own whose name tells fields and partitions. A process that dies
 * before its plan is in the JobRepository is followed by one that plans anew, and whoever opens a partition brings the plan that
 * the JobRepository has kept. So a plan is added and never replaced: a process that was frozen while it prepared and wakes up behind
 * its successor adds one that nobody asks for.
 */
final class StoredPlans {

    /** What an earlier version of the program has stored: one plan for all. */
    private static final String ONLY = "plan";

    private final Path folder;
    private final StreamPlan plan;
    private final Disk disk;

    /**
     * @param folder the work folder
     */
    StoredPlans(Path folder, StreamPlan plan, Disk disk) {
        this.folder = folder;
        this.plan = plan;
        this.disk = disk;
    }

    /**
     * Records the plan unless that was done before. Its file is there as a whole or not at all, and with it the columns of the
     * table at this moment: a resumed run must go on with files that have just these.
     *
     * @throws HeadgateException {@code TARGET_MISMATCH} if a partition was opened with another plan; nothing is changed then
     */
    void add(TableColumns table) throws IOException {
        if (Files.isDirectory(folder)) {
            if (stored() != null) {
                return;
            }
            refuseIfOpened();
        }
        // First, since the work folder may lie in the table's own, which must not be there yet if the table is not.
        Properties values = TableColumns.encode(table.prepare());
        disk.createFolders(folder);
        values.setProperty("flow", plan.flow());
        values.setProperty("stream", plan.stream());
        values.setProperty("startedAt", plan.startedAt().toString());
        values.setProperty("partitions", partitions());
        Path temporary = folder.resolve(ONLY + "." + UUID.randomUUID() + ".new");
        disk.write(temporary, SealedFile.encode(values));
        FaultPoint.reach("file.plan.before-rename");
        Disk.renameUnlessThere(temporary, own());
        disk.syncFolder(folder);
    }

    private void refuseIfOpened() throws IOException {
        try (DirectoryStream<Path> partitions = Files.newDirectoryStream(folder, PartitionFolder.PREFIX + "*")) {
            for (Path path : partitions) {
                if (new PartitionFolder(path, plan.partition("any"), disk).newestClaim() != null) {
                    throw new HeadgateException(
                            CommonErrorCode.TARGET_MISMATCH,
                            "Stream '" + plan.stream() + "' has begun to land in " + folder
                                    + " with other fields or partitions than it is planned with now. Let the source"
                                    + " deliver what it did before, then rerun, or start anew with fresh=true.");
                }
            }
        } catch (NoSuchFileException e) {
            // Forgotten at this moment.
        }
    }

    /** Whether the stream was prepared with this plan and is not forgotten, and the partition is one of the plan's. */
    boolean isPlanned(String partition) throws IOException {
        return plan.partitions().contains(partition) && stored() != null;
    }

    /** The columns that the files of this instance have. A plan that an earlier version has stored may name none. */
    RowSchema columns() throws IOException {
        Properties values = stored();
        RowSchema columns = values == null ? null : TableColumns.decode(values);
        return columns == null ? plan.schema() : columns;
    }

    private @Nullable Properties stored() throws IOException {
        Properties own = SealedFile.read(own());
        if (own != null) {
            return own;
        }
        Properties only = SealedFile.read(folder.resolve(ONLY));
        return only != null && isMine(only) ? only : null;
    }

    private boolean isMine(Properties only) {
        RowSchema columns = TableColumns.decode(only);
        return partitions().equals(only.getProperty("partitions", ""))
                && (columns == null || columns.names().containsAll(plan.schema().names()));
    }

    private Path own() {
        String text = plan.schema().fields().stream().map(StoredPlans::text).collect(Collectors.joining("/"))
                + "//"
                + partitions();
        return folder.resolve(ONLY + "-" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Field field) {
        return SafeName.of(field.name()) + " " + field.type().text();
    }

    private String partitions() {
        return plan.partitions().stream().map(SafeName::of).collect(Collectors.joining("/"));
    }
}
