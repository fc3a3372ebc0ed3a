package io.headgate.destination.file;

import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The folders {@code _rejects} of a destination. A replay claims whole files, by renaming them into {@code
 * _rejects/.replay/<epoch>-<replay>}: one act per file, and what is claimed is out of the way of an editor.
 */
final class RejectFolder implements RejectStore {

    static final String NAME = "_rejects";

    private static final String CLAIMS = ".replay";
    private static final Pattern CLAIM = Pattern.compile("(\\d{1,18})-([0-9a-f-]{36})");

    private final Path target;
    private final Disk disk;

    RejectFolder(Path target, Disk disk) {
        this.target = target;
        this.disk = disk;
    }

    /** Where a replay keeps its files. */
    private record Claim(Path folder, long epoch, UUID replay) {}

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        List<StoredReject> found = new ArrayList<>();
        io(selection, folder -> {
            for (RejectFile file : all(folder, selection)) {
                boolean more = file.read(0, reject -> {
                    if (run == null || run.equals(reject.run())) {
                        found.add(reject);
                    }
                    return found.size() < limit;
                });
                if (!more) {
                    return;
                }
            }
        });
        return found;
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        return list(selection, run, Integer.MAX_VALUE).size();
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        long[] count = {0};
        io(selection, folder -> {
            List<RejectFile> wanted = files(folder, null, selection);
            for (Claim claim : claims(folder)) {
                if (!claim.replay().equals(replay) && claim.epoch() < epoch) {
                    wanted.addAll(files(claim.folder(), claim.replay(), selection));
                }
            }
            for (RejectFile file : wanted) {
                // Every line is looked at before the first file is moved, so that a mistake stops the replay here.
                file.read(0, reject -> true);
            }
            if (!wanted.isEmpty()) {
                move(wanted, own(folder, replay, epoch));
            }
            for (RejectFile file : claimedBy(folder, replay, selection)) {
                file.read(0, reject -> ++count[0] > 0);
            }
        });
        return count[0];
    }

    private void move(List<RejectFile> files, Path into) throws IOException {
        disk.createFolders(into);
        for (RejectFile file : files) {
            Disk.rename(file.path(), into.resolve(file.name()));
            FaultPoint.reach("file.rejects.claimed");
        }
        disk.syncFolder(into);
        for (Path from :
                files.stream().map(file -> file.path().getParent()).distinct().toList()) {
            disk.syncFolder(from);
        }
    }

    private static Path own(Path folder, UUID replay, long epoch) throws IOException {
        for (Claim claim : claims(folder)) {
            if (claim.replay().equals(replay)) {
                return claim.folder();
            }
        }
        return folder.resolve(CLAIMS).resolve(epoch + "-" + replay);
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        List<StoredReject> found = new ArrayList<>();
        int colon = after == null ? -1 : after.lastIndexOf(':');
        String file = after == null ? "" : after.substring(0, colon);
        long line = after == null ? 0 : Long.parseLong(after.substring(colon + 1));
        io(selection, folder -> {
            for (RejectFile next : claimedBy(folder, replay, selection)) {
                int order = next.name().compareTo(file);
                if (order >= 0
                        && !next.read(order == 0 ? line : 0, reject -> {
                            found.add(reject);
                            return found.size() < limit;
                        })) {
                    return;
                }
            }
        });
        return found;
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        io(selection, folder -> {
            for (RejectFile file : claimedBy(folder, replay, selection)) {
                Files.deleteIfExists(file.path());
                FaultPoint.reach("file.rejects.removed");
            }
            for (Claim claim : claims(folder)) {
                if (claim.replay().equals(replay) && isEmpty(claim.folder())) {
                    Files.deleteIfExists(claim.folder());
                    disk.syncFolder(folder.resolve(CLAIMS));
                }
            }
        });
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        Map<String, List<Repair>> byId = repairs.stream().collect(Collectors.groupingBy(Repair::id));
        int[] found = {0};
        io(selection, folder -> {
            for (RejectFile file : all(folder, selection)) {
                found[0] += repair(file, byId);
            }
        });
        return found[0];
    }

    /** A file that is repaired is written anew beside the old one, and takes its name in one act. */
    private int repair(RejectFile file, Map<String, List<Repair>> byId) throws IOException {
        Map<String, String> raw = new HashMap<>();
        boolean[] changes = {false};
        file.read(0, reject -> {
            for (Repair repair : byId.getOrDefault(reject.id(), List.of())) {
                if (repair.isOf(reject)) {
                    raw.put(reject.id(), repair.raw());
                    changes[0] |= !repair.raw().equals(reject.record().raw());
                }
            }
            return true;
        });
        if (changes[0]) {
            Path next = file.path().resolveSibling(file.name() + ".repaired");
            disk.write(next, file.withRaw(raw));
            Disk.rename(next, file.path());
            disk.syncFolder(Objects.requireNonNull(file.path().getParent()));
        }
        return raw.size();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private static List<RejectFile> all(Path folder, Selection selection) throws IOException {
        List<RejectFile> all = files(folder, null, selection);
        for (Claim claim : claims(folder)) {
            all.addAll(files(claim.folder(), claim.replay(), selection));
        }
        Collections.sort(all);
        return all;
    }

    private static List<RejectFile> claimedBy(Path folder, UUID replay, Selection selection) throws IOException {
        List<RejectFile> files = new ArrayList<>();
        for (Claim claim : claims(folder)) {
            if (claim.replay().equals(replay)) {
                files.addAll(files(claim.folder(), replay, selection));
            }
        }
        Collections.sort(files);
        return files;
    }

    private static List<RejectFile> files(Path folder, @Nullable UUID claim, Selection selection) throws IOException {
        List<RejectFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + RejectFile.EXTENSION)) {
            for (Path path : paths) {
                RejectFile file = new RejectFile(path, claim);
                if (file.isOf(selection)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            return files;
        }
        Collections.sort(files);
        return files;
    }

    private static List<Claim> claims(Path folder) throws IOException {
        List<Claim> claims = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.resolve(CLAIMS))) {
            for (Path path : folders) {
                Matcher name = CLAIM.matcher(String.valueOf(path.getFileName()));
                if (name.matches()) {
                    claims.add(new Claim(path, Long.parseLong(name.group(1)), UUID.fromString(name.group(2))));
                }
            }
        } catch (NoSuchFileException e) {
            return claims;
        }
        return claims;
    }

    /** Something done in a folder of rejected records, which may not exist. */
    @FunctionalInterface
    private interface Work {
        void run(Path folder) throws IOException;
    }

    private void io(Selection selection, Work work) {
        Path folder = target.resolve(SafeName.of(selection.table())).resolve(NAME);
        try {
            work.run(folder);
        } catch (IOException e) {
            throw Disk.failed(folder, e);
        } catch (DirectoryIteratorException e) {
            throw Disk.failed(folder, Objects.requireNonNull(e.getCause()));
        }
    }
}
