package io.headgate.source.jdbc;

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
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of PostgreSQL without any key, read by ranges of its blocks. Any thread.
 *
 * <p>All blocks are read as of the moment of the plan, so an uninterrupted run is exact whatever happens to the rows meanwhile; a
 * table that is rewritten has other blocks, and is not read on ({@link PostgresFiles}). A process that resumes cannot have that moment back, and a row that was updated has moved to another block, where it would be
 * lost or read twice. So a resume first makes sure that no row is younger than the plan and the table was not rewritten; what may
 * have happened then is that rows were deleted, and those are gone from either moment. Otherwise it refuses.
 */
final class CtidStream implements IDataSourceStream, ReadOutline, RawRecordReader {

    private static final int OLDEST_MAJOR = 14;

    private final PostgresAccess access;
    private final SourceTable table;
    private final JdbcSourceConfig config;
    private PostgresMoment.@Nullable Snapshot moment;

    CtidStream(PostgresAccess access, SourceTable table, JdbcSourceConfig config) {
        this.access = access;
        this.table = table;
        this.config = config;
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
    public synchronized List<StreamPartition> partitions(int hint) {
        requireRanges();
        PostgresMoment.Snapshot planned = access.moment().reading();
        String files = access.files(table);
        moment = planned;
        long blocks = Math.max(1, blocks());
        long estimated = access.estimate(table, List.of(), KeyRange.ALL);
        long parts = Math.min(Math.min(hint, blocks), Math.max(1, estimated / config.minPartitionRows()));
        List<StreamPartition> plan = new ArrayList<>();
        for (long part = 0; part < parts; part++) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("from_block", blocks * part / parts);
            map.put("to_block", part == parts - 1 ? CtidCursor.LAST_BLOCK : blocks * (part + 1) / parts);
            map.put("oldest", planned.oldest());
            map.put("files", files);
            plan.add(new StreamPartition("p" + part, new StreamState(map), estimated / parts));
        }
        return plan;
    }

    private void requireRanges() {
        if (Integer.parseInt(access.text("SHOW server_version_num")) / 10_000 < OLDEST_MAJOR) {
            throw new HeadgateException(
                    SourceErrorCode.NO_KEY,
                    "table '" + table.name()
                            + "' has no primary key, and PostgreSQL reads ranges of blocks from version " + OLDEST_MAJOR
                            + " on: name columns that identify a record with key, or leave the table out");
        }
    }

    private long blocks() {
        return Long.parseLong(
                access.text("SELECT pg_relation_size(" + oid() + ") / current_setting('block_size')::int"));
    }

    private long oid() {
        return access.relation(table).oid();
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        if (partition.data().values().get("to_block") == null) {
            throw moved("it had a key");
        }
        PostgresMoment.Snapshot snapshot = momentOf(partition.data());
        String planned = partition.data().getString("files");
        // Older programs noted the file alone.
        String files =
                planned == null ? PostgresFiles.single(oid(), partition.data().getLong("file", 0)) : planned;
        PageSize size = new PageSize(options, config.pageRows(), config.pageRows());
        return new CtidCursor(
                access, table, snapshot, access.watched(table, files), partition.data(), from, options, size);
    }

    /** The moment of the plan if this process has made it, else a new one at which nothing has moved. */
    private synchronized PostgresMoment.Snapshot momentOf(StreamState plan) {
        PostgresMoment.Snapshot known = moment;
        if (known == null) {
            known = access.moment().reading();
            requireUnmoved(known, plan);
            moment = known;
        }
        return known;
    }

    private void requireUnmoved(PostgresMoment.Snapshot now, StreamState plan) {
        if (CtidCursor.hasYounger(access, table, now, plan.getLong("oldest", 0), blocks())) {
            throw moved("rows were inserted or updated");
        }
    }

    private HeadgateException moved(String how) {
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "table '" + table.name() + "' has no key and has changed since the run was planned (" + how
                        + "), so that what has been read cannot be told from what has not. Start anew with fresh=true;"
                        + " with a primary key, or columns named by key, the run could have resumed");
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        return RawRecord.read(rejected, rows);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        return before;
    }

    @Override
    public long estimatedBytes(List<StreamPartition> partitions) {
        return access.bytes(table);
    }

    @Override
    public List<String> statements(List<StreamPartition> partitions) {
        return partitions.stream()
                .map(partition -> PostgresDialect.copy(CtidCursor.statement(
                        table,
                        partition.data().getLong("from_block", 0),
                        partition.data().getLong("to_block", 0))))
                .toList();
    }
}
