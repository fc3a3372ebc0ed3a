package io.headgate.source.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The records of one row group, which is in memory. Where no field is nested each column is asked in turn; otherwise Parquet's own
 * record assembly does it, which costs about twice as much.
 */
final class ParquetGroup {

    private final long rowCount;
    private final ColumnReader[] columns;
    private final int[] levels;
    private final @Nullable RecordReader<Boolean> assembly;

    ParquetGroup(PageReadStore pages, MessageType schema, String createdBy, ParquetRecord record) {
        this.rowCount = pages.getRowCount();
        List<ColumnDescriptor> descriptors = schema.getColumns();
        boolean isFlat = schema.getFields().stream()
                .allMatch(type ->
                        type.isPrimitive() && !type.isRepetition(org.apache.parquet.schema.Type.Repetition.REPEATED));
        if (!isFlat) {
            columns = new ColumnReader[0];
            levels = new int[0];
            assembly = new ColumnIOFactory(createdBy).getColumnIO(schema).getRecordReader(pages, record);
            return;
        }
        assembly = null;
        columns = new ColumnReader[descriptors.size()];
        levels = new int[columns.length];
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, record.getRootConverter(), schema, createdBy);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = store.getColumnReader(descriptors.get(i));
            levels[i] = descriptors.get(i).getMaxDefinitionLevel();
        }
    }

    long rowCount() {
        return rowCount;
    }

    /** Sets the values of the next record; does not end its row. */
    void read() {
        if (assembly != null) {
            assembly.read();
            return;
        }
        for (int i = 0; i < columns.length; i++) {
            ColumnReader column = columns[i];
            if (column.getCurrentDefinitionLevel() == levels[i]) {
                column.writeCurrentValueToConverter();
            }
            column.consume();
        }
    }
}
