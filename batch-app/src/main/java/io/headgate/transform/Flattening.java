package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.transform.FlattenOperator.Leaf;
import java.util.ArrayList;
import java.util.List;

/** Plans which columns the fields of nested records become. */
final class Flattening {

    private final List<String> columns;
    private final String separator;
    private final List<Field> fields = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    /**
     * @param columns columns of type struct; all if there are none
     */
    Flattening(List<String> columns, String separator) {
        this.columns = columns;
        this.separator = separator;
    }

    PlannedStep plan(RowSchema input) {
        for (int i = 0; i < input.size(); i++) {
            Field field = input.field(i);
            boolean wanted = columns.isEmpty() || columns.contains(field.name());
            if (wanted && field.type() instanceof DataType.Struct struct) {
                addFields(i, field.name(), struct, List.of(), field.nullable());
            } else {
                fields.add(field);
                leaves.add(new Leaf(i, List.of()));
            }
        }
        try {
            RowSchema output = Schemas.with(fields, input.primaryKey());
            return PlannedStep.shared(output, new FlattenOperator(output, leaves));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "flatten", e.getMessage() + " once the columns are flattened; choose another separator");
        }
    }

    private void addFields(int column, String name, DataType.Struct struct, List<String> path, boolean nullable) {
        for (Field field : struct.fields()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(field.name());
            String flat = name + separator + field.name();
            boolean mayBeNull = nullable || field.nullable();
            if (field.type() instanceof DataType.Struct nested) {
                addFields(column, flat, nested, inner, mayBeNull);
            } else {
                fields.add(new Field(flat, field.type(), mayBeNull));
                leaves.add(new Leaf(column, inner));
            }
        }
    }
}
