package io.headgate.destination.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.SchemaComparison;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.io.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a table has had so far, in their order: files do not tell their types, and each tells its own columns only. Kept
 * in {@code .headgate/~columns/<table>}, which is replaced in one act. No table has a name with a tilde in it. A table that somebody
 * has removed begins anew.
 */
final class TableColumns {

    private static final String FOLDER = "~columns";
    private static final String LOCK = "~lock";
    private final Path file;

    private final Path table;
    private final StreamPlan plan;
    private final Disk disk;

    /**
     * @param target the folder that holds the tables
     */
    TableColumns(Path target, StreamPlan plan, Disk disk) {
        this.table = target.resolve(SafeName.of(plan.table()));
        this.file = target.resolve(WorkFolder.HOME).resolve(FOLDER).resolve(SafeName.of(plan.table()));
        this.plan = plan;
        this.disk = disk;
    }

    List<SchemaDifference> compare() throws IOException {
        return SchemaComparison.compare(plan, read());
    }

    /** The columns, or null if there is no such table. */
    @Nullable
    RowSchema read() throws IOException {
        if (!Files.exists(table)) {
            return null;
        }
        Properties values = SealedFile.read(file);
        return values == null ? null : decode(values);
    }

    /** What {@link #prepare} would do, in words. Changes nothing. */
    List<String> outline() throws IOException {
        RowSchema known = read();
        RowSchema next = SchemaComparison.prepared(plan, known);
        if (known == null) {
            boolean folder = plan.mode() == WriteMode.APPEND && !Files.exists(table);
            return List.of((folder ? "make folder " + table + " for " : "begin table " + table + " with ")
                    + next.fields().stream().map(TableColumns::text).collect(Collectors.joining(", ")));
        }
        List<String> acts = new ArrayList<>();
        for (Field field : next.fields()) {
            int at = known.indexOf(field.name());
            if (at < 0) {
                acts.add("add column " + text(field));
            } else if (!known.field(at).type().equals(field.type())) {
                acts.add("widen column " + text(known.field(at)) + " to "
                        + field.type().text());
            }
        }
        return acts;
    }

    private static String text(Field field) {
        return field.name() + " " + field.type().text();
    }

    /**
     * Adds what the table lacks, if the plan may.
     *
     * @return the columns that the plan's files have: those of the table
     */
    RowSchema prepare() throws IOException {
        disk.createFolders(folder());
        return new LockFile(folder().resolve(LOCK)).hold(this::evolve);
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent());
    }

    private RowSchema evolve() throws IOException {
        RowSchema known = read();
        RowSchema next = SchemaComparison.prepared(plan, known);
        if (!next.equals(known)) {
            Path temporary = folder().resolve("~" + UUID.randomUUID());
            disk.write(temporary, SealedFile.encode(encode(next)));
            FaultPoint.reach("file.columns.before-rename");
            Disk.rename(temporary, file);
            disk.syncFolder(folder());
            FaultPoint.reach("file.columns.after-rename");
        }
        if (plan.mode() == WriteMode.APPEND) {
            // Before the lock is given back: whoever comes next sees that there is a table.
            disk.createFolders(table);
        }
        return next;
    }

    static Properties encode(RowSchema schema) {
        Properties values = new Properties();
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            values.setProperty(i + ".name", field.name());
            values.setProperty(i + ".type", field.type().text());
            values.setProperty(i + ".nullable", Boolean.toString(field.nullable()));
        }
        return values;
    }

    /** What {@link #encode} has written, or null if there is none of it. */
    static @Nullable RowSchema decode(Properties values) {
        List<Field> fields = new ArrayList<>();
        String name = values.getProperty("0.name");
        while (name != null) {
            String at = fields.size() + ".";
            fields.add(new Field(
                    name,
                    DataType.parse(values.getProperty(at + "type", "")),
                    Boolean.parseBoolean(values.getProperty(at + "nullable"))));
            name = values.getProperty(fields.size() + ".name");
        }
        return fields.isEmpty() ? null : new RowSchema(fields, List.of());
    }
}
