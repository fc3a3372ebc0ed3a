package io.headgate.flow;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import io.headgate.api.destination.WriteMode;
import io.headgate.transform.FlowTransforms;
import io.headgate.transform.StreamTransforms;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What in a flow's definition decides which records are read and where they land, as text by key. Left out is what cannot: secrets
 * and whatever its {@link ConfigKey} calls tuning; what came from a secret's file is masked wherever it stands. Defaults are written out, so that spelling one out changes nothing.
 */
final class FlowFingerprint {

    /** Credentials within a URL: user:password@, and parameters whose names sound like one. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)(?<=//)[^/]*@|[?&;][^=&;]*(user|pass|pwd|secret|token|key)[^=&;]*=[^&;]*");

    private static final String MASK = "******";
    private static final int SHORT = 8;

    private FlowFingerprint() {}

    static Map<String, String> of(DataFlowMappingDefinition flow, Record sourceConfig, Record destinationConfig) {
        Map<String, String> print = new TreeMap<>();
        print.put("from", flow.from().id());
        print.put("source.name", flow.from().name());
        addRecord(print, "source.config", sourceConfig);
        print.put("destination.method", flow.to().method());
        if (flow.to().target() != null) {
            print.put(
                    "destination.target",
                    CREDENTIALS.matcher(flow.to().target()).replaceAll(""));
        }
        addRecord(print, "destination.config", destinationConfig);
        FlowOptions options = flow.options();
        print.put("flow.streams", options.streams().toString());
        print.put("flow.table", options.table());
        print.put("flow.write_mode", options.writeMode().name());
        print.put("flow.key", options.key().toString());
        addTransforms(print, "flow", options.streamTransforms());
        options.stream().forEach((stream, own) -> addTransforms(print, "flow.stream." + stream, own));
        if (options.deleteField() != null) {
            print.put("flow.delete_field", options.deleteField());
        }
        if (options.writeMode() == WriteMode.SCD2) {
            addRecord(print, "flow.scd2", options.scd2());
        }
        print.put("flow.map", flow.map() == null ? "none" : "a function");
        flow.secrets().forEach(secret -> print.replaceAll((key, value) -> without(secret.reveal(), value)));
        return print;
    }

    /** A short text is a secret only where it is all there is, so that hiding "5" leaves port 5432 readable. */
    private static String without(String secret, String value) {
        return value.equals(secret) ? MASK : secret.length() < SHORT ? value : value.replace(secret, MASK);
    }

    /** A salt is no credential: another one gives other records. */
    private static void addTransforms(Map<String, String> print, String path, StreamTransforms transforms) {
        addRecord(print, path, transforms);
        add(print, path, FlowTransforms.saltChecks(transforms));
    }

    private static void addRecord(Map<String, String> print, String path, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            ConfigKey key = component.getAnnotation(ConfigKey.class);
            if (key == null || !key.tuning()) {
                add(print, path + "." + ConfigBinder.keyOf(component), read(component, record));
            }
        }
    }

    private static void add(Map<String, String> print, String path, @Nullable Object value) {
        if (value instanceof Secret || value == null) {
            return;
        }
        if (value instanceof Record record) {
            addRecord(print, path, record);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(print, path + "[" + i + "]", list.get(i));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> add(print, path + "." + name, entry));
        } else {
            print.put(path, value.toString());
        }
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
