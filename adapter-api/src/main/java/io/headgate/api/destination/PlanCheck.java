package io.headgate.api.destination;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a mode's key and options go with the schema. */
final class PlanCheck {

    private static final Set<DataType> TIMES = Set.of(Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ);

    private final String stream;
    private final RowSchema schema;

    private PlanCheck(String stream, RowSchema schema) {
        this.stream = stream;
        this.schema = schema;
    }

    static void check(String stream, RowSchema schema, WriteMode mode, List<String> key, ModeOptions options) {
        PlanCheck check = new PlanCheck(stream, schema);
        if (!mode.hasKey()) {
            if (options.deleteField() != null) {
                throw check.wrong("delete_field", "only write_mode = \"merge\" and \"scd2\" delete single records");
            }
            return;
        }
        if (key.isEmpty()) {
            throw check.wrong(
                    "key",
                    "write_mode = \"" + mode.name().toLowerCase(Locale.ROOT)
                            + "\" needs one, and the source knows of no primary key. Name the fields that identify a record:"
                            + " key = [ … ], of " + schema.names());
        }
        if (new HashSet<>(key).size() < key.size()) {
            throw check.wrong("key", "a field stands twice in " + key);
        }
        key.forEach(name -> check.field("key", name));
        check.deleteField(options.deleteField(), key);
        if (mode == WriteMode.SCD2) {
            check.scd2(options.scd2(), key);
        }
    }

    private void deleteField(@Nullable String name, List<String> key) {
        if (name == null) {
            return;
        }
        if (field("delete_field", name) != Primitive.BOOLEAN) {
            throw wrong("delete_field", "'" + name + "' is no BOOLEAN field");
        }
        if (key.contains(name)) {
            throw wrong("delete_field", "'" + name + "' is part of the key");
        }
    }

    private void scd2(ModeOptions.Scd2 scd2, List<String> key) {
        scd2.tracked().forEach(name -> field("scd2.tracked", name));
        if (scd2.effective() != null && !TIMES.contains(field("scd2.effective", scd2.effective()))) {
            throw wrong(
                    "scd2.effective",
                    "'" + scd2.effective()
                            + "' is neither DATE nor TIMESTAMP nor TIMESTAMP_TZ; cast it, or leave it out");
        }
        if (scd2.effective() != null && key.contains(scd2.effective())) {
            throw wrong(
                    "scd2.effective",
                    "'" + scd2.effective() + "' is part of the key, so that no record has a second" + " version");
        }
        for (String column : scd2.columns()) {
            if (schema.names().stream().anyMatch(name -> name.equalsIgnoreCase(column))) {
                throw wrong(
                        "scd2",
                        "the stream has a field '" + column
                                + "', which is the name of a column that scd2 adds; give the column another name:"
                                + " scd2 = { valid_from = \"…\", valid_to = \"…\", current = \"…\", hash = \"…\" }");
            }
        }
    }

    private DataType field(String option, String name) {
        int index = schema.indexOf(name);
        if (index < 0) {
            String nearest = Nearest.find(name, schema.names());
            throw wrong(
                    option,
                    "there is no field '" + name + "'"
                            + (nearest == null ? "" : "; did you mean '" + nearest + "'?") + " The fields are "
                            + schema.names());
        }
        return schema.field(index).type();
    }

    private ConfigException wrong(String option, String message) {
        return new ConfigException(option, "stream '" + stream + "': " + message);
    }
}
