package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each entry as a JSON file of its own, {@code FLOW/SOURCE/stream/NAME.json} with names URL-encoded, replaced atomically.
 * Entries never share a file, so nothing can overwrite a neighbour.
 */
public final class FileStateStorage implements IDataSourceStateStorage {

    private static final String SUFFIX = ".json";

    private final Path folder;

    public FileStateStorage(Path folder) {
        this.folder = folder;
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
            AtomicFiles.replace(file, JsonText.write(state));
        } catch (IOException e) {
            throw failed("written", file, e);
        }
    }

    @Override
    public void delete(StateKey key) {
        Path file = file(key);
        try {
            Files.deleteIfExists(file);
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
        try (Stream<Path> files = Files.walk(root, 3)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .forEach(file -> keys.add(key(flow, root.relativize(file))));
        } catch (IOException e) {
            throw failed("listed", root, e);
        }
        keys.sort(InMemoryStateStorage.ORDER);
        return keys;
    }

    private static StateKey key(String flow, Path relative) {
        String name = relative.getName(2).toString();
        return new StateKey(
                flow,
                decode(relative.getName(0).toString()),
                StateKey.Kind.valueOf(relative.getName(1).toString().toUpperCase(Locale.ROOT)),
                decode(name.substring(0, name.length() - SUFFIX.length())));
    }

    private Path file(StateKey key) {
        return folder.resolve(encode(key.flow()))
                .resolve(encode(key.source()))
                .resolve(key.kind().name().toLowerCase(Locale.ROOT))
                .resolve(encode(key.name()) + SUFFIX);
    }

    /** A dot is encoded as well, so that no name can climb out of the folder or hide. */
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace(".", "%2E")
                .replace("*", "%2A");
    }

    private static String decode(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    private static HeadgateException failed(String verb, Path file, IOException cause) {
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                "state file " + file + " cannot be " + verb + ": " + cause.getMessage()
                        + ". Check the disk and its rights",
                cause);
    }
}
