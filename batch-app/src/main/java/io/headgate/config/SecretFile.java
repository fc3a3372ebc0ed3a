package io.headgate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads what {@code ${file:PATH}} stands for: a password or key that an orchestrator or a person has put into a file of its own.
 * Who else may read the file is left to whoever has put it there: Kubernetes and Docker mount secrets readable for all by default.
 */
final class SecretFile {

    /** The name before the colon that a placeholder for a file begins with. */
    static final String PREFIX = "file";

    /** Room for keys and certificates; anything longer is the wrong file. */
    static final int MOST_BYTES = 64 << 10;

    private final Path workingDirectory;

    SecretFile(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /**
     * The text of the file without the line ends that it ends with, as {@code $(cat FILE)} gives it to a shell.
     *
     * @throws UnusableException with the reason, which holds nothing of the text
     */
    String read(String path) throws UnusableException {
        Path file = resolve(path);
        // Waiting for somebody to write into a pipe would look like a hanging program.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnusableException("is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableException("is larger than 64 KB, which no secret is");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return checked(text);
        } catch (NoSuchFileException e) {
            throw new UnusableException("is not there");
        } catch (CharacterCodingException e) {
            throw new UnusableException("is no valid UTF-8 text");
        } catch (IOException e) {
            throw new UnusableException("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Path resolve(String path) throws UnusableException {
        if (path.isBlank()) {
            throw new UnusableException("has no name: write ${file:/run/secrets/NAME}");
        }
        try {
            return workingDirectory.resolve(path);
        } catch (InvalidPathException e) {
            throw new UnusableException("is no path");
        }
    }

    private static String checked(String text) throws UnusableException {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw new UnusableException("is empty");
        }
        return text.substring(0, end);
    }

    /** Why a file cannot be used: what follows its name in a sentence. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String reason) {
            super(reason);
        }
    }
}
