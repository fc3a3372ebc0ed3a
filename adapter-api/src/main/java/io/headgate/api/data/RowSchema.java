package io.headgate.api.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a stream, in order.
 *
 * @param fields at least one; names are unique to the letter
 * @param primaryKey names of the fields that identify a record; empty if the source knows of none
 */
public record RowSchema(List<Field> fields, List<String> primaryKey) {

    /**
     * @throws IllegalArgumentException if there is no field, a name stands twice or a key names no field
     */
    public RowSchema {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a schema has at least one field");
        }
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("field '" + field.name() + "' stands twice");
            }
        }
        for (String key : primaryKey) {
            if (!names.contains(key)) {
                throw new IllegalArgumentException("key '" + key + "' is no field");
            }
        }
    }

    public static RowSchema of(Field... fields) {
        return new RowSchema(List.of(fields), List.of());
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    /** Position of a field, or -1. Walks the list: not for a hot path. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** JSON form, for storing. */
    public Map<String, Object> toMap() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Field field : fields) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", field.name());
            map.put("type", field.type().text());
            map.put("nullable", field.nullable());
            list.add(map);
        }
        return Map.of("fields", list, "primary_key", primaryKey);
    }

    /** Reads what {@link #toMap} wrote. */
    public static RowSchema fromMap(Map<String, ?> map) {
        List<Field> fields = new ArrayList<>();
        if (map.get("fields") instanceof List<?> list) {
            for (Object element : list) {
                Map<?, ?> field = (Map<?, ?>) element;
                fields.add(new Field(
                        String.valueOf(field.get("name")),
                        DataType.parse(String.valueOf(field.get("type"))),
                        Boolean.TRUE.equals(field.get("nullable"))));
            }
        }
        List<String> key = new ArrayList<>();
        if (map.get("primary_key") instanceof List<?> list) {
            list.forEach(element -> key.add((String) element));
        }
        return new RowSchema(fields, key);
    }
}
