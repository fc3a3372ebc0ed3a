package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.state.JsonText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as JSON, for people and for the reject store: bytes in Base64, dates, times and identifiers as text. */
public final class RecordJson {

    private RecordJson() {}

    public static String of(RowBatch batch, int row) {
        return of(batch.toMap(row));
    }

    public static String of(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> printable = new LinkedHashMap<>();
        record.forEach((name, value) -> printable.put(name, printable(value)));
        return JsonText.write(printable);
    }

    static @Nullable Object printable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), printable(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(printable(element)));
            return copy;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
