package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table that is replaced as a whole: its name is a symbolic link to the folder with its files, and turning the link, by renaming
 * a new one over it, is one act. A reader that resolves the link once reads one version; the version before stays until the next
 * one is about to be published, for readers that are still on it.
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
        Path to = linked();
        if (to != null && !to.startsWith(stream.layout().home())) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    table + " is a link to " + to
                            + " that this program has not made, and write_mode = \"overwrite\""
                            + " would replace it. Remove the link, or land in another table.");
        }
    }

    /** What the table's link points to, or null if the table is no link. */
    private @Nullable Path linked() throws IOException {
        return Files.isSymbolicLink(table)
                ? stream.layout()
                        .target()
                        .resolve(Files.readSymbolicLink(table))
                        .normalize()
                : null;
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
        removeOlderVersions();
        moveAsideWhatIsNoLink();
        Disk.rename(link, table);
        FaultPoint.reach("file.link.after-rename");
        settle();
    }

    /** What is left to do when the link is turned. */
    void settle() throws IOException {
        stream.disk().syncFolder(stream.layout().target());
    }

    /** A folder that append has made cannot be replaced in one act: between this and the next step there is no table. */
    private void moveAsideWhatIsNoLink() throws IOException {
        if (Files.isDirectory(table, LinkOption.NOFOLLOW_LINKS)) {
            moveAside();
        }
    }

    /** Moves a folder aside. If it has become a link since it was looked at, a successor has turned it: then it is put back. */
    void moveAside() throws IOException {
        Path aside = stream.layout().home().resolve(Layout.VERSION + "0-" + UUID.randomUUID());
        try {
            Disk.rename(table, aside);
        } catch (NoSuchFileException e) {
            // Moved by somebody else at this moment.
            return;
        }
        FaultPoint.reach("file.link.aside");
        if (Files.isSymbolicLink(aside)) {
            putBack(aside);
        }
    }

    private void putBack(Path link) throws IOException {
        try {
            Files.createSymbolicLink(table, Files.readSymbolicLink(link));
        } catch (FileAlreadyExistsException e) {
            // Turned once more meanwhile.
        }
        Files.delete(link);
    }

    /**
     * Removes versions that no reader can be on any more. Done before the link is turned: what it points to now is the version
     * before, for the rerun of a process that died here as well. Files of a run that was given up never were a version.
     */
    private void removeOlderVersions() throws IOException {
        Path current = linked();
        if (current == null || !isOlder(current)) {
            // A folder is about to be moved aside, or somebody has turned the link already.
            return;
        }
        List<Path> unused = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(stream.layout().home(), Layout.VERSION + "*")) {
            for (Path folder : folders) {
                if (isOlder(folder) && !folder.equals(current)) {
                    unused.add(folder);
                }
            }
        }
        for (Path folder : unused) {
            WorkFolder.delete(folder);
        }
    }

    private boolean isOlder(Path folder) {
        return folder.getFileName().compareTo(version.getFileName()) < 0;
    }
}
