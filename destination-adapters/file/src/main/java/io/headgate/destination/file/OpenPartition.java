package io.headgate.destination.file;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.state.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a partition that this process has taken over, and how they are committed. One thread. */
final class OpenPartition implements AutoCloseable {

    private final PartitionFolder folder;
    private final Generation mine;
    private final boolean gzip;
    private final Disk disk;
    private final List<PartFile> files = new ArrayList<>();
    /** Of a complete partition: files that nobody will write to again, so that nothing need be copied. */
    private List<Manifest.Part> sealed = List.of();

    private Checkpoint last = Checkpoint.NONE;
    private boolean newNames;

    private OpenPartition(PartitionFolder folder, Generation mine, boolean gzip, Disk disk) {
        this.folder = folder;
        this.mine = mine;
        this.gzip = gzip;
        this.disk = disk;
    }

    /** Takes a partition over from any older writer: claims it, copies what is committed, and makes the copy the truth. */
    static OpenPartition takeOver(PartitionFolder folder, long epoch, boolean gzip, Disk disk) throws IOException {
        OpenPartition partition = new OpenPartition(folder, folder.claim(epoch), gzip, disk);
        try {
            FaultPoint.reach("file.open.claimed");
            partition.last = partition.adopt(folder.committed());
            FaultPoint.reach("file.open.copied");
            partition.commit(partition.last);
            FaultPoint.reach("file.open.stored");
            folder.removeOlder(partition.mine, partition.names());
        } catch (IOException e) {
            partition.close();
            throw partition.failure(e);
        } catch (RuntimeException e) {
            partition.close();
            // What looks lost may have been removed by a successor that overtook this very takeover.
            partition.refuseIfSuperseded(e);
            throw e;
        }
        return partition;
    }

    private Checkpoint adopt(Manifest manifest) throws IOException {
        if (manifest.checkpoint().complete()) {
            sealed = manifest.parts();
            return manifest.checkpoint();
        }
        try {
            for (Manifest.Part part : manifest.parts()) {
                files.add(PartFile.copy(part, folder.file(part.name()), folder.file(nextName()), gzip));
            }
        } catch (IOException | RuntimeException e) {
            // On a full disk each try would otherwise leave less room for the next.
            for (PartFile file : files) {
                file.discard();
            }
            throw e;
        }
        newNames = !files.isEmpty();
        return manifest.checkpoint();
    }

    private String nextName() {
        return mine.fileName(files.size() + ".part");
    }

    private Set<String> names() {
        return parts().stream().map(Manifest.Part::name).collect(Collectors.toSet());
    }

    private List<Manifest.Part> parts() {
        return sealed.isEmpty() ? files.stream().map(PartFile::part).toList() : sealed;
    }

    Checkpoint lastCommitted() {
        return last;
    }

    /** The file for a table's records or rejected records; begun with the first of them. */
    PartFile file(Manifest.Kind kind, String table, RowText rowText) throws IOException {
        for (PartFile file : files) {
            if (file.holds(kind, table)) {
                return file;
            }
        }
        PartFile file = PartFile.begin(kind, table, folder.file(nextName()), gzip);
        files.add(file);
        newNames = true;
        if (kind == Manifest.Kind.RECORDS) {
            TextBuffer header = new TextBuffer();
            rowText.header(header);
            file.append(header);
        }
        return file;
    }

    /** Bytes first, then their names, then the manifest: whatever a manifest speaks of is on disk before it. */
    void commit(Checkpoint upTo) throws IOException {
        for (PartFile file : files) {
            file.sync(disk);
        }
        if (newNames) {
            folder.sync();
            newNames = false;
        }
        folder.store(mine, new Manifest(upTo, parts()));
        last = upTo;
    }

    /** Tells a file system that fails from a successor that has removed this writer's files. */
    HeadgateException failure(IOException cause) {
        refuseIfSuperseded(cause);
        return Disk.failed(folder.file(""), cause);
    }

    private void refuseIfSuperseded(Exception cause) {
        try {
            folder.refuseIfSuperseded(mine);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        for (PartFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                // What was committed is on disk already, and the rest is given up.
            }
        }
        files.clear();
    }
}
