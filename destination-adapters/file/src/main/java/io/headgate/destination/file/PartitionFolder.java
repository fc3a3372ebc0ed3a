package io.headgate.destination.file;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition's work folder: claims, manifests and the files that the manifests speak of. The protocol's rules live here;
 * docs/decisions has the proof.
 *
 * <ul>
 *   <li>A writer first claims a generation, then reads the newest older manifest. So whoever commits and afterwards sees no
 *       younger claim knows that every younger writer will see that commit.
 *   <li>The truth is the manifest of the largest generation that has one.
 *   <li>No two generations write the same file.
 * </ul>
 */
final class PartitionFolder {

    /** Begins its name. */
    static final String PREFIX = "p-";

    private final Path folder;
    private final PartitionKey key;
    private final Disk disk;

    PartitionFolder(Path folder, PartitionKey key, Disk disk) {
        this.folder = folder;
        this.key = key;
        this.disk = disk;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Takes the partition over: from here on every older writer fails at its commit.
     *
     * @throws HeadgateException {@code FENCED} if a larger epoch has been here, or the stream was forgotten
     */
    Generation claim(long epoch) throws IOException {
        try {
            disk.createFolder(folder);
            while (true) {
                Generation newest = newestClaim();
                refuseIfYounger(newest, epoch);
                int attempt = newest != null && newest.epoch() == epoch ? newest.attempt() + 1 : 1;
                Generation mine = new Generation(epoch, attempt);
                if (create(mine)) {
                    refuseIfYounger(newestClaim(), epoch);
                    return mine;
                }
            }
        } catch (NoSuchFileException e) {
            throw Fence.notPlanned(key);
        }
    }

    private boolean create(Generation mine) throws IOException {
        try {
            Files.createFile(file(mine.claimName()));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void refuseIfYounger(@Nullable Generation newest, long epoch) {
        if (newest != null && newest.epoch() > epoch) {
            throw Fence.younger(what(), epoch, newest.epoch());
        }
    }

    private String what() {
        return "Partition '" + key.partition() + "' of stream '" + key.stream() + "'";
    }

    /** The youngest writer that ever claimed the partition; null if none did, or if the folder is not there. */
    @Nullable
    Generation newestClaim() throws IOException {
        List<Generation> claims = claims();
        return claims.isEmpty() ? null : claims.get(0);
    }

    /** All claims, the youngest first. */
    private List<Generation> claims() throws IOException {
        List<Generation> claims = new ArrayList<>();
        for (String name : names()) {
            Generation generation = Generation.of(name);
            if (generation != null && name.equals(generation.claimName())) {
                claims.add(generation);
            }
        }
        claims.sort(Collections.reverseOrder());
        return claims;
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /**
     * What is durable. Asks for each claim's manifest by name instead of listing manifests: a listing may miss a name that is
     * being renamed over at that moment, a claim is never renamed.
     */
    Manifest committed() throws IOException {
        for (Generation generation : claims()) {
            Properties values = SealedFile.read(file(generation.manifestName()));
            if (values != null) {
                return Manifest.of(values);
            }
        }
        return Manifest.NONE;
    }

    /**
     * Makes the manifest the truth, in the one act of renaming it; what it speaks of must be on disk.
     *
     * @throws HeadgateException {@code FENCED} if a younger writer has claimed the partition, before or during it
     */
    void store(Generation mine, Manifest manifest) throws IOException {
        Path temporary = file(mine.fileName("manifest.new"));
        disk.write(temporary, SealedFile.encode(manifest.toProperties()));
        refuseIfSuperseded(mine);
        FaultPoint.reach("file.manifest.before-rename");
        try {
            Disk.rename(temporary, file(mine.manifestName()));
            FaultPoint.reach("file.manifest.after-rename");
            disk.syncFolder(folder);
        } catch (IOException e) {
            refuseIfSuperseded(mine);
            throw new HeadgateException(
                    CommonErrorCode.COMMIT_OUTCOME_UNKNOWN,
                    "It is not known whether the commit of " + what() + " in " + folder + " took effect (" + e
                            + "). Check the disk, then rerun: it asks the files.",
                    e);
        }
        // A claim made before the rename may belong to a writer that has read the older manifest. It will not count
        // this one.
        refuseIfSuperseded(mine);
    }

    void refuseIfSuperseded(Generation mine) throws IOException {
        Generation newest = newestClaim();
        if (newest == null) {
            throw Fence.notPlanned(key);
        }
        if (mine.isOlderThan(newest)) {
            throw Fence.younger(what(), mine.epoch(), newest.epoch());
        }
    }

    /** Removes what older writers have left, except for the named files. Called only while the own manifest is the truth. */
    void removeOlder(Generation mine, Set<String> kept) throws IOException {
        for (String name : names()) {
            Generation generation = Generation.of(name);
            if (generation != null && generation.isOlderThan(mine) && !kept.contains(name)) {
                Files.deleteIfExists(file(name));
            }
        }
    }

    void sync() throws IOException {
        disk.syncFolder(folder);
    }
}
