package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.io.LockFile;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all entries in one {@code .properties} file, a key per entry, its JSON as the value. The file is replaced as a whole, so
 * each change happens under a lock that holds within this process and between processes: it reads, changes its own key, replaces.
 */
public final class PropertiesStateStorage implements IDataSourceStateStorage {

    private final Path file;
    private final LockFile lock;

    public PropertiesStateStorage(Path file) {
        this(file, LockFile.LONGEST_WAIT);
    }

    /**
     * @param longestWait for a process that is changing the file
     */
    PropertiesStateStorage(Path file, Duration longestWait) {
        this.file = file.toAbsolutePath();
        this.lock = new LockFile(this.file.resolveSibling(this.file.getFileName() + ".lock"), longestWait);
    }

    @Override
    public Map<String, @Nullable Object> read(StateKey key) {
        return entry(load(), key);
    }

    private static Map<String, @Nullable Object> entry(Properties properties, StateKey key) {
        String json = properties.getProperty(propertyName(key));
        return json == null ? Map.of() : JsonText.read(json);
    }

    @Override
    public void write(StateKey key, Map<String, @Nullable Object> state) {
        change(properties -> {
            properties.setProperty(propertyName(key), JsonText.write(state));
            return true;
        });
    }

    @Override
    public boolean replace(StateKey key, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> state) {
        AtomicBoolean isRefused = new AtomicBoolean();
        change(properties -> {
            Map<String, @Nullable Object> found = entry(properties, key);
            if (JsonText.isSame(found, state)) {
                return false;
            }
            isRefused.set(!JsonText.isSame(found, expected));
            if (isRefused.get()) {
                return false;
            }
            properties.setProperty(propertyName(key), JsonText.write(state));
            return true;
        });
        return !isRefused.get();
    }

    @Override
    public void delete(StateKey key) {
        change(properties -> properties.remove(propertyName(key)) != null);
    }

    @Override
    public List<StateKey> list(String flow) {
        List<StateKey> keys = new ArrayList<>();
        for (String name : load().stringPropertyNames()) {
            Map<String, @Nullable Object> parts = JsonText.read(name);
            StateKey key = new StateKey(
                    String.valueOf(parts.get("flow")),
                    String.valueOf(parts.get("source")),
                    StateKey.Kind.valueOf(String.valueOf(parts.get("kind"))),
                    String.valueOf(parts.get("name")));
            if (key.flow().equals(flow)) {
                keys.add(key);
            }
        }
        keys.sort(InMemoryStateStorage.ORDER);
        return keys;
    }

    /** JSON, because every part may hold any character. */
    private static String propertyName(StateKey key) {
        Map<String, Object> parts = new java.util.LinkedHashMap<>();
        parts.put("flow", key.flow());
        parts.put("source", key.source());
        parts.put("kind", key.kind().name());
        parts.put("name", key.name());
        return JsonText.write(parts);
    }

    private Properties load() {
        Properties properties = new Properties();
        if (!Files.exists(file)) {
            return properties;
        }
        try {
            properties.load(new StringReader(Files.readString(file)));
            return properties;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /**
     * @param change gives true if the file has to be stored
     */
    private void change(Predicate<Properties> change) {
        try {
            lock.hold(() -> {
                Properties properties = load();
                if (change.test(properties)) {
                    StringWriter text = new StringWriter();
                    properties.store(text, null);
                    AtomicFiles.replace(file, text.toString());
                }
                return true;
            });
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private HeadgateException failed(String verb, IOException cause) {
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                "state file " + file + " cannot be " + verb + ": " + cause.getMessage()
                        + ". Check the disk and its rights",
                cause);
    }
}
