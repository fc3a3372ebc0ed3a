package io.headgate.source.avro;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.source.file.typed.TypedColumns;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;

/** Puts the fields of one file's records into the columns of a batch. */
final class AvroRecord implements DatumReader<Object> {

    private static final Object NOTHING = new Object();

    private final TypedRows rows;
    private final String file;
    private AvroValue[] fields = new AvroValue[0];

    AvroRecord(String file, TypedRows rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Called by Avro with the schema in the file. */
    @Override
    public void setSchema(Schema schema) {
        List<Field> found = AvroTypes.fields(schema);
        int[] columns = TypedColumns.match(file, found, rows.builder().schema());
        AvroValue[] made = new AvroValue[columns.length];
        for (int i = 0; i < made.length; i++) {
            Field column = rows.builder().schema().field(columns[i]);
            ValueProblems problems = rows.problems(column.name());
            DataType type = found.get(i).type();
            ValueSink sink = ValueSink.column(rows.builder().column(columns[i]), type, column.type(), problems);
            Schema value = schema.getType() == Schema.Type.RECORD
                    ? schema.getFields().get(i).schema()
                    : schema;
            made[i] = new AvroValues(rows, problems).reader(value, sink);
        }
        fields = made;
    }

    /** Sets the values of the next record; does not end its row. */
    @Override
    public Object read(Object reuse, Decoder in) throws IOException {
        for (AvroValue field : fields) {
            field.read(in);
        }
        return NOTHING;
    }
}
