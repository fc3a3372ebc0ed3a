package io.headgate.transform;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.config.Nearest;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Changes schemas. The primary key stays as long as all of its fields are there. */
final class Schemas {

    private Schemas() {}

    /** The schema with other fields; {@code key} as it would be called there. */
    static RowSchema with(List<Field> fields, List<String> key) {
        List<String> names = fields.stream().map(Field::name).toList();
        return new RowSchema(fields, names.containsAll(key) ? key : List.of());
    }

    static RowSchema replace(RowSchema schema, int position, Field field) {
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.set(position, field);
        return new RowSchema(fields, schema.primaryKey());
    }

    /** Replaces the field of that name, or adds it at the end. */
    static RowSchema put(RowSchema schema, Field field) {
        int position = schema.indexOf(field.name());
        if (position >= 0) {
            return replace(schema, position, field);
        }
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.add(field);
        return new RowSchema(fields, schema.primaryKey());
    }

    /** Positions of columns; a mistake for each that is not there, under {@code path[i]}. */
    static int[] positions(RowSchema schema, List<String> columns, String path, List<ConfigProblem> problems) {
        int[] positions = new int[columns.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(schema, columns.get(i), path + "[" + i + "]", problems);
        }
        return positions;
    }

    static int position(RowSchema schema, String column, String path, List<ConfigProblem> problems) {
        int position = schema.indexOf(column);
        if (position < 0) {
            problems.add(new ConfigProblem(path, unknown(schema, column)));
        }
        return position;
    }

    static String unknown(RowSchema schema, String column) {
        return "there is no column '" + column + "'" + Nearest.suggest(column, schema.names());
    }
}
