package io.headgate.source.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import java.util.List;

/**
 * Asks whether a key that only the configuration calls one is borne by one record alone. Asked wherever reading may go on behind
 * a key: there a second record of the same key would be passed over.
 */
final class KeyUniqueness implements AutoCloseable {

    private static final SourceColumn ONE = new SourceColumn(Field.of("one", Primitive.INT32), "1", "1", "int4");

    private final SourceAccess access;
    private final SourceTable table;
    private final List<SourceColumn> order;
    private final PageSession session;

    KeyUniqueness(SourceAccess access, SourceTable table, List<SourceColumn> order) {
        this.access = access;
        this.table = table;
        this.order = order;
        this.session = access.open();
    }

    void require(List<String> values) {
        if (count(KeysetSql.sameKey(access.dialect(), table, order, values)) > 1) {
            throw new HeadgateException(
                    SourceErrorCode.KEY_NOT_UNIQUE,
                    table.name() + ": several records have the key "
                            + order.stream().map(SourceColumn::name).toList() + " = " + values
                            + ", so that one of them would be passed over. Name columns in key that identify a record");
        }
    }

    /** Records without a value in one of the columns would never be read. */
    void requireValues() {
        for (SourceColumn column : order) {
            if (column.field().nullable() && count(KeysetSql.withoutValue(access.dialect(), table, column)) > 0) {
                throw new HeadgateException(
                        SourceErrorCode.KEY_NOT_UNIQUE,
                        table.name() + ": a record has no value in '" + column.name()
                                + "', which is part of the key, and would never be read. Name columns in key that"
                                + " always have one");
            }
        }
    }

    private int count(SqlText sql) {
        RowBatchBuilder none = new RowBatchBuilder(RowSchema.of(ONE.field()), 2);
        int rows = 0;
        try (Page page = session.page(List.of(ONE), sql, none)) {
            while (page.next()) {
                rows++;
            }
        }
        return rows;
    }

    @Override
    public void close() {
        session.close();
    }
}
