package io.headgate.source.jdbc;

import io.headgate.api.config.Nearest;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table, view or query that is read along a key. Any thread. */
final class TableStream implements IDataSourceStream, ReadOutline, RawRecordReader {

    private static final String FILES = "files";

    private final SourceAccess access;
    private final SourceTable table;
    private final JdbcSourceConfig config;
    private final IDataSourceState state;

    TableStream(SourceAccess access, SourceTable table, JdbcSourceConfig config, IDataSourceState state) {
        this.access = access;
        this.table = table;
        this.config = config;
        this.state = state;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public RowSchema schema() {
        return table.schema();
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        String files = access.files(table);
        List<StreamPartition> plan = plan(hint);
        return files.isEmpty()
                ? plan
                : plan.stream().map(partition -> noting(files, partition)).toList();
    }

    private static StreamPartition noting(String files, StreamPartition partition) {
        Map<String, @Nullable Object> data =
                new LinkedHashMap<>(partition.data().values());
        data.put(FILES, files);
        return new StreamPartition(partition.name(), new StreamState(data), partition.estimatedRecords());
    }

    private List<StreamPartition> plan(int hint) {
        requireKey();
        if (config.cursorColumn() == null) {
            return wholeTable(hint);
        }
        StreamState before = new StreamState(state.readStream(table.name()));
        return new IncrementalPlan(access, table, config, order()).partitions(hint, before);
    }

    private void requireKey() {
        if (table.paging().isEmpty()) {
            throw new HeadgateException(
                    SourceErrorCode.NO_KEY,
                    "table '" + table.name() + "' has no primary key, so that it can neither be read in pages nor"
                            + " resumed: name columns that identify a record with key, or leave the table out with"
                            + " tables = [\"*\", \"!" + table.name() + "\"]");
        }
        if (!table.verified()) {
            try (KeyUniqueness check = new KeyUniqueness(access, table, paging())) {
                check.requireValues();
            }
        }
    }

    private List<SourceColumn> paging() {
        return table.paging().stream().map(access.dialect()::ordering).toList();
    }

    private List<SourceColumn> order() {
        return config.cursorColumn() == null ? paging() : IncrementalPlan.order(paging(), requireCursor());
    }

    private SourceColumn requireCursor() {
        String name = String.valueOf(config.cursorColumn());
        SourceColumn column = table.column(name);
        if (column == null) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "table '" + table.name() + "' has no column '" + name + "', which cursor_column names"
                            + Nearest.suggest(name, table.schema().names()));
        }
        return access.dialect().ordering(column);
    }

    private List<StreamPartition> wholeTable(int hint) {
        List<StreamPartition> plan = new ArrayList<>();
        List<SourceColumn> order = paging();
        long estimated = access.estimate(table, order, KeyRange.ALL);
        List<KeyRange> ranges =
                KeyRanges.cut(access, table, order, KeyRange.ALL, hint, config.minPartitionRows(), estimated);
        for (KeyRange range : ranges) {
            long rows = estimated < 0 ? -1 : estimated / ranges.size();
            plan.add(PartitionData.of(range, table, order).partition("p" + plan.size(), rows));
        }
        return plan;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        requireSchema(options.schema());
        PartitionData data = PartitionData.read(partition.data());
        if (data.version() != table.version()) {
            throw changed("its rows have got other numbers (VACUUM, or another change of the file's schema)");
        }
        if (partition.data().values().containsKey("to_block")) {
            throw changed("it had no key and was read by its blocks");
        }
        List<SourceColumn> order = order();
        List<String> names = PartitionData.names(order);
        if (!data.order().isEmpty() && !data.order().equals(names)) {
            throw changed("it was read by " + String.join(", ", data.order()) + ", and its key is now "
                    + String.join(", ", names) + ", so that nothing tells how far it was read");
        }
        PageSize size =
                new PageSize(options, config.pageRows(), access.dialect().firstPage());
        RowFilter filter = data.filter(order);
        String planned = partition.data().getString(FILES);
        // What an older program has planned is watched from now on.
        String files = planned == null ? access.files(table) : planned;
        return new KeysetCursor(access, table, files, order, data.range(), filter, from, options, size);
    }

    private void requireSchema(RowSchema planned) {
        if (!planned.fields().equals(table.schema().fields())) {
            throw changed("it has other columns: " + table.schema().fields());
        }
    }

    private HeadgateException changed(String how) {
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "table '" + table.name() + "' has changed since the run was planned: " + how
                        + ". Restore it so that the run can resume, or start anew with fresh=true");
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        return RawRecord.read(rejected, rows);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        return finished.keySet().stream()
                .map(partition -> PartitionData.read(partition.data()).next())
                .filter(next -> !next.isEmpty())
                .findFirst()
                .orElse(before);
    }

    @Override
    public long estimatedBytes(List<StreamPartition> partitions) {
        long bytes = access.bytes(table);
        long all = access.estimate(table, table.paging(), KeyRange.ALL);
        long planned =
                partitions.stream().mapToLong(StreamPartition::estimatedRecords).sum();
        boolean known = partitions.stream().allMatch(partition -> partition.estimatedRecords() >= 0);
        return bytes < 0 || all <= 0 || !known ? -1 : Math.round((double) bytes * Math.min(planned, all) / all);
    }

    @Override
    public List<String> statements(List<StreamPartition> partitions) {
        List<String> statements = new ArrayList<>();
        List<SourceColumn> order = order();
        for (StreamPartition partition : partitions) {
            KeyRange range = PartitionData.read(partition.data()).range();
            SqlText sql = KeysetSql.page(access.dialect(), table, table.columns(), order, range, config.pageRows());
            statements.add(access.dialect().shown(sql));
        }
        return statements;
    }
}
