package io.headgate.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The JobRepository's default database: H2 in the file {@code repository} of the home folder, shared by all processes that run
 * flows from it. The first one that opens it serves the others on a loopback port; when it ends, another takes over.
 */
public record EmbeddedRepository(Path home) {

    public static final String USERNAME = "headgate";
    private static final String PASSWORD_FILE = "repository.password";

    /** The folder for all that Headgate keeps; an empty setting counts as none, as everywhere. */
    public static Path home(@Nullable String setting) {
        return Path.of(setting == null || setting.isBlank() ? "headgate-data" : setting);
    }

    /** To be called before H2's classes are loaded: it would listen on all interfaces otherwise. */
    public static void bindToLoopback() {
        System.setProperty("h2.bindAddress", "127.0.0.1");
    }

    /** WRITE_DELAY=0: what is committed survives kill -9. */
    public String url() {
        return "jdbc:h2:file:" + home.toAbsolutePath().normalize().resolve("repository")
                + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=20000";
    }

    /** Made at random when the home folder is new, and kept there in a file that only its owner can read. */
    public String password() {
        Path file = home.resolve(PASSWORD_FILE);
        try {
            createHome();
            if (!Files.exists(file)) {
                create(file);
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The home folder " + home + " cannot be used: " + e.getMessage()
                            + ". Set HEADGATE_HOME to a folder that can",
                    e);
        }
    }

    private void createHome() throws IOException {
        boolean isNew = !Files.exists(home);
        Files.createDirectories(home);
        if (isNew && isPosix()) {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Complete before it has its name, so that a process that starts at the same time never reads half of it. */
    private void create(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path temporary = Files.createTempFile(home, ".password", "");
        try {
            Files.writeString(temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            link(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its password counts.
            return;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Unlike a move, a link never replaces a file. Not every file system has links; one without has to be content with a move. */
    private static void link(Path file, Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(temporary, file);
        }
    }

    private boolean isPosix() {
        return home.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
