package io.headgate.source.file.typed;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Widening;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a stream out of those of its files, which say themselves what they have. A column that some files lack is null
 * there; one whose type differs has the type that holds all of them. Not for several threads.
 */
public final class TypedColumns {

    /** More files than these are not looked into before a run; what they have is checked when they are read. */
    private static final int MAX_INSPECTED = 128;

    private final Map<String, Field> merged = new LinkedHashMap<>();
    private boolean first = true;

    /** Files to look into: all of a few, of many some, evenly chosen. */
    public static <F> List<F> sample(List<F> files) {
        if (files.size() <= MAX_INSPECTED) {
            return files;
        }
        List<F> sample = new ArrayList<>();
        for (int i = 0; i < MAX_INSPECTED; i++) {
            sample.add(files.get((int) ((long) i * (files.size() - 1) / (MAX_INSPECTED - 1))));
        }
        return sample;
    }

    /**
     * Adds a file.
     *
     * @throws HeadgateException if a column cannot hold the values of this file and of those before
     */
    public void add(String file, List<Field> fields) {
        Map<String, Field> own = new HashMap<>();
        for (Field field : fields) {
            own.put(field.name(), field);
            Field known = merged.get(field.name());
            merged.put(field.name(), known == null ? found(field) : both(file, known, field));
        }
        merged.replaceAll((name, field) -> own.containsKey(name) ? field : Field.of(name, field.type()));
        first = false;
    }

    private Field found(Field field) {
        return first ? field : Field.of(field.name(), field.type());
    }

    private static Field both(String file, Field known, Field field) {
        DataType common = Widening.common(known.type(), field.type());
        if (common == null) {
            throw mismatch(file, field, known.type());
        }
        return new Field(field.name(), common, known.nullable() || field.nullable());
    }

    /**
     * The columns of all files that were added.
     *
     * @param remembered columns of the last run by name: they stay, and no narrower than they were
     * @param complete whether every file was added: otherwise any column may be null
     * @return null if there is no column
     */
    public @Nullable RowSchema schema(Map<String, DataType> remembered, boolean complete) {
        remembered.forEach((name, type) -> {
            Field field = merged.get(name);
            if (field == null) {
                merged.put(name, Field.of(name, type));
                return;
            }
            DataType common = Widening.common(type, field.type());
            if (common == null) {
                throw mismatch("the new files", field, type);
            }
            merged.put(name, Field.of(name, common));
        });
        List<Field> fields = merged.values().stream()
                .map(field -> complete ? field : Field.of(field.name(), field.type()))
                .toList();
        return fields.isEmpty() ? null : new RowSchema(fields, List.of());
    }

    /**
     * Which column of the schema takes each field of a file.
     *
     * @throws HeadgateException if one has no column that holds its values, or a column that is never null has no field
     */
    public static int[] match(String file, List<Field> fields, RowSchema schema) {
        int[] columns = new int[fields.size()];
        boolean[] filled = new boolean[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            Field field = fields.get(i);
            columns[i] = schema.indexOf(field.name());
            if (columns[i] < 0) {
                throw new HeadgateException(
                        TypedFileError.COLUMN_MISMATCH,
                        file + " has a column '" + field.name() + "' that the stream does not have: it was written"
                                + " after the run was planned, or only a sample of the files was looked into. Start"
                                + " anew with fresh=true, or read files of other columns by a source of their own");
            }
            Field column = schema.field(columns[i]);
            filled[columns[i]] = !field.nullable();
            if (!column.type().equals(Widening.common(column.type(), field.type()))) {
                throw mismatch(file, field, column.type());
            }
        }
        for (int i = 0; i < filled.length; i++) {
            if (!filled[i] && !schema.field(i).nullable()) {
                throw new HeadgateException(
                        TypedFileError.COLUMN_MISMATCH,
                        file + " may have no value in the column '"
                                + schema.field(i).name()
                                + "', which every other file always has: start anew with fresh=true");
            }
        }
        return columns;
    }

    private static HeadgateException mismatch(String file, Field field, DataType column) {
        return new HeadgateException(
                TypedFileError.COLUMN_MISMATCH,
                "the column '" + field.name() + "' of " + file + " is "
                        + field.type().text() + ", and that of the stream " + column.text()
                        + ", which does not hold its values: read such files by a source of their own");
    }
}
