package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * A table that is replaced as a whole: its name is a symbolic link to the folder with its files, and turning the link, by renaming
 * a new one over it, is one act. A reader that resolves the link once reads one version; the version before stays until the next
 * one is published, for readers that are still on it.
 *
 * <p>The new link is made in the work folder. A process that was frozen before it renamed it finds it gone after its successor has
 * forgotten the work folder, so that it cannot turn the table back.
 */
final class TableLink {

    private final FileStream stream;
    private final Path table;
    private final Path version;

    TableLink(FileStream stream) {
        this.stream = stream;
        this.table = stream.layout().tableFolder(stream.plan().table());
        this.version = stream.layout().version();
    }

    /** Sees that links can be made here, before anything is moved. */
    void prepare() throws IOException {
        Path probe = stream.work().path().resolve(UUID.randomUUID() + ".probe");
        try {
            Files.createSymbolicLink(probe, Path.of("nowhere"));
        } catch (UnsupportedOperationException | FileSystemException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "write_mode = \"overwrite\" turns a symbolic link, and none can be made in " + probe.getParent()
                            + " (" + e.getMessage() + "). Use another file system, or write_mode = \"append\".",
                    e);
        }
        Files.delete(probe);
        refuseForeignLink();
    }

    private void refuseForeignLink() throws IOException {
        if (Files.isSymbolicLink(table)) {
            Path to = stream.layout()
                    .target()
                    .resolve(Files.readSymbolicLink(table))
                    .normalize();
            if (!to.startsWith(stream.layout().home())) {
                throw new HeadgateException(
                        CommonErrorCode.TARGET_MISMATCH,
                        table + " is a link to " + to
                                + " that this program has not made, and write_mode = \"overwrite\""
                                + " would replace it. Remove the link, or land in another table.");
            }
        }
    }

    /** Whether the table is this very version already. */
    boolean isTurned() throws IOException {
        return Files.isSymbolicLink(table) && Files.isDirectory(version) && Files.isSameFile(table, version);
    }

    /** Called when all files of the version have their names and are durable. */
    void turn(long epoch) throws IOException {
        // A version may be without files, if the stream is without records.
        stream.disk().createFolders(version);
        refuseForeignLink();
        Path link = stream.work().path().resolve("link-" + epoch);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, stream.layout().target().relativize(version));
        FaultPoint.reach("file.link.before-rename");
        moveAsideWhatIsNoLink();
        Disk.rename(link, table);
        FaultPoint.reach("file.link.after-rename");
        settle();
    }

    /** What is left to do when the link is turned. */
    void settle() throws IOException {
        stream.disk().syncFolder(stream.layout().target());
        removeOlderVersions();
    }

    /** A folder that append has made cannot be replaced in one act: between this and the next step there is no table. */
    private void moveAsideWhatIsNoLink() throws IOException {
        if (Files.isDirectory(table, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = stream.layout().home().resolve(Layout.VERSION + "0-" + UUID.randomUUID());
            Disk.rename(table, aside);
            FaultPoint.reach("file.link.aside");
        }
    }

    /** All but this one and the one before. */
    private void removeOlderVersions() throws IOException {
        List<Path> older = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(stream.layout().home(), Layout.VERSION + "*")) {
            folders.forEach(older::add);
        } catch (NoSuchFileException e) {
            return;
        }
        older.remove(version);
        Collections.sort(older);
        for (Path folder : older.subList(0, Math.max(0, older.size() - 1))) {
            WorkFolder.delete(folder);
        }
    }
}
