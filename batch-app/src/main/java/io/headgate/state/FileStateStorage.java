package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.io.LockFile;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each entry as a JSON file of its own, {@code FLOW/SOURCE/stream/NAME.json} with names URL-encoded, capitals too, replaced atomically.
 * Entries never share a file, so nothing can overwrite a neighbour. A name too long for one file name becomes folders that end in
 * a tilde, which no encoded name holds. Whoever changes an entry holds the flow's file {@code .lock}, a name that no entry can have.
 */
public final class FileStateStorage implements IDataSourceStateStorage {

    private static final String SUFFIX = ".json";

    /** What is an escape already, or has to become one. */
    private static final Pattern CAPITAL_OR_SIGN = Pattern.compile("%[0-9A-F]{2}|([A-Z.*])");

    private static final String CONTINUED = "~";
    private static final int LONGEST_PIECE = 200;

    private final Path folder;
    private final Duration longestWait;

    public FileStateStorage(Path folder) {
        this(folder, LockFile.LONGEST_WAIT);
    }

    /**
     * @param longestWait for a process that is changing an entry of the same flow
     */
    FileStateStorage(Path folder, Duration longestWait) {
        this.folder = folder;
        this.longestWait = longestWait;
    }

    @Override
    public Map<String, @Nullable Object> read(StateKey key) {
        Path file = file(key);
        try {
            return JsonText.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    @Override
    public void write(StateKey key, Map<String, @Nullable Object> state) {
        Path file = file(key);
        try {
            lock(key).hold(() -> {
                AtomicFiles.replace(file, JsonText.write(state));
                return true;
            });
        } catch (IOException e) {
            throw failed("written", file, e);
        }
    }

    @Override
    public boolean replace(StateKey key, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> state) {
        Path file = file(key);
        try {
            return lock(key).hold(() -> {
                Map<String, @Nullable Object> found = read(key);
                if (JsonText.isSame(found, state)) {
                    return true;
                }
                if (!JsonText.isSame(found, expected)) {
                    return false;
                }
                AtomicFiles.replace(file, JsonText.write(state));
                return true;
            });
        } catch (IOException e) {
            throw failed("written", file, e);
        }
    }

    private LockFile lock(StateKey key) {
        return new LockFile(folder.resolve(encode(key.flow())).resolve(".lock"), longestWait);
    }

    @Override
    public void delete(StateKey key) {
        Path file = file(key);
        if (!Files.exists(file)) {
            return;
        }
        try {
            lock(key).hold(() -> Files.deleteIfExists(file));
        } catch (IOException e) {
            throw failed("deleted", file, e);
        }
    }

    @Override
    public List<StateKey> list(String flow) {
        Path root = folder.resolve(encode(flow));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<StateKey> keys = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(SUFFIX)) {
                        keys.add(key(flow, root.relativize(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** A file that another writer has just renamed or removed. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw failed("listed", root, e);
        }
        keys.sort(InMemoryStateStorage.ORDER);
        return keys;
    }

    private static StateKey key(String flow, Path relative) {
        Deque<String> pieces = new ArrayDeque<>();
        relative.forEach(piece -> pieces.add(piece.toString()));
        String source = decode(pieces);
        String kind = pieces.remove();
        String name = decode(pieces);
        return new StateKey(
                flow,
                source,
                StateKey.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                name.substring(0, name.length() - SUFFIX.length()));
    }

    private Path file(StateKey key) {
        String kind = key.kind().name().toLowerCase(Locale.ROOT);
        return folder.resolve(encode(key.flow()))
                .resolve(encode(key.source()))
                .resolve(kind)
                .resolve(encode(key.name()) + SUFFIX);
    }

    /**
     * A dot is encoded as well, so that no name can climb out of the folder or hide, and so is a capital: file systems of Windows
     * and macOS take {@code Orders} and {@code orders} for one name.
     */
    private static String encode(String name) {
        String encoded = CAPITAL_OR_SIGN
                .matcher(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .replaceAll(found -> found.group(1) == null
                        ? found.group()
                        : String.format("%%%02X", (int) found.group(1).charAt(0)));
        StringBuilder pieces = new StringBuilder();
        int start = 0;
        while (encoded.length() - start > LONGEST_PIECE) {
            pieces.append(encoded, start, start + LONGEST_PIECE)
                    .append(CONTINUED)
                    .append('/');
            start += LONGEST_PIECE;
        }
        return pieces.append(encoded.substring(start)).toString();
    }

    /** Takes the pieces of one name off the front. */
    private static String decode(Deque<String> pieces) {
        StringBuilder encoded = new StringBuilder();
        String piece = pieces.remove();
        while (piece.endsWith(CONTINUED)) {
            encoded.append(piece, 0, piece.length() - CONTINUED.length());
            piece = pieces.remove();
        }
        return URLDecoder.decode(encoded.append(piece).toString(), StandardCharsets.UTF_8);
    }

    private static HeadgateException failed(String verb, Path file, IOException cause) {
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                "state file " + file + " cannot be " + verb + ": " + cause.getMessage()
                        + ". Check the disk and its rights",
                cause);
    }
}
