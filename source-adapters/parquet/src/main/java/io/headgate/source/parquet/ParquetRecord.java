package io.headgate.source.parquet;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Puts the fields of one file's records into the columns of a batch. There is no object per record. */
final class ParquetRecord extends RecordMaterializer<Boolean> {

    private final Root root;

    /**
     * @param columns for each field of the file, which column takes it
     */
    ParquetRecord(MessageType schema, int[] columns, TypedRows rows) {
        this.root = new Root(schema, columns, rows);
    }

    @Override
    public Boolean getCurrentRecord() {
        return Boolean.TRUE;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private static final class Root extends GroupConverter {
        private final Converter[] converters;
        private final List<Repeated> repeated = new ArrayList<>();

        Root(MessageType schema, int[] columns, TypedRows rows) {
            converters = new Converter[columns.length];
            for (int i = 0; i < columns.length; i++) {
                converters[i] = converter(schema.getType(i), columns[i], rows);
            }
        }

        private Converter converter(Type type, int column, TypedRows rows) {
            RowSchema target = rows.builder().schema();
            Field field = target.field(column);
            ValueProblems problems = rows.problems(field.name());
            ValueSink sink =
                    ValueSink.column(rows.builder().column(column), ParquetTypes.type(type), field.type(), problems);
            ParquetNested nested = new ParquetNested(rows, problems);
            if (type.isRepetition(Repetition.REPEATED)) {
                Repeated values = new Repeated(sink);
                repeated.add(values);
                return nested.single(type, values);
            }
            DataType as = ParquetTypes.single(type);
            return type.isPrimitive()
                    ? ParquetValues.converter(type.asPrimitiveType(), as, sink, problems)
                    : nested.single(type, sink::setObject);
        }

        @Override
        public Converter getConverter(int field) {
            return converters[field];
        }

        @Override
        public void start() {
            repeated.forEach(Repeated::start);
        }

        @Override
        public void end() {
            repeated.forEach(Repeated::end);
        }
    }

    /** A field that is repeated without being marked as a list: its values come one by one. */
    private static final class Repeated implements Consumer<Object> {
        private final ValueSink sink;
        private List<@Nullable Object> values = new ArrayList<>();

        Repeated(ValueSink sink) {
            this.sink = sink;
        }

        void start() {
            values = new ArrayList<>();
        }

        @Override
        public void accept(Object value) {
            values.add(value);
        }

        void end() {
            sink.setObject(values);
        }
    }
}
