package io.headgate.source.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range of a table's blocks, some at a time. The state is the place of the last row: {@code (block,number)}. */
final class CtidCursor implements PayloadCursor {

    static final long LAST_BLOCK = 4_294_967_295L;

    private static final SourceColumn PLACE = new SourceColumn(
            Field.of("ctid", Primitive.STRING), PostgresCatalog.converted("ctid::text"), "ctid", "tid");
    private static final SourceColumn ONE = new SourceColumn(Field.of("one", Primitive.INT32), "1", "1", "int4");
    /** A row knows the lower half of its transaction's number. */
    private static final long XID_BITS = 0xFFFF_FFFFL;

    private static final long BLOCKS_OF_A_CHECK = 50_000;

    private final PostgresAccess access;
    private final SourceTable table;
    private final PostgresMoment.Snapshot snapshot;
    private final PostgresFiles files;
    private final ReadOptions options;
    private final PageSize pageSize;
    private final RowBatchBuilder batch;
    private final List<SourceColumn> selected;
    private final int placeAt;
    private final long toBlock;
    private long end;
    private long block;
    private long blocks = 64;
    private @Nullable String after;
    private @Nullable PostgresSession session;
    private @Nullable Page page;
    private long pageRows;
    private long pageBlocks;
    private long pageEnd;

    CtidCursor(
            PostgresAccess access,
            SourceTable table,
            PostgresMoment.Snapshot snapshot,
            PostgresFiles files,
            StreamState plan,
            StreamState from,
            ReadOptions options,
            PageSize pageSize) {
        this.access = access;
        this.table = table;
        this.snapshot = snapshot;
        this.files = files;
        this.options = options;
        this.pageSize = pageSize;
        this.batch = new RowBatchBuilder(options.schema(), Math.min(options.rows(), pageSize.rows()));
        this.batch.origin(table.name());
        this.selected = new ArrayList<>(table.columns());
        this.selected.add(PLACE);
        this.placeAt = selected.size() - 1;
        this.after = from.getString("after");
        this.block = after == null ? plan.getLong("from_block", 0) : from.getLong("block", 0);
        this.toBlock = plan.getLong("to_block", 0);
        this.end = toBlock;
    }

    /** Blocks that were added after the moment that is read hold nothing that it sees. */
    private long currentBlocks() {
        return Long.parseLong(access.text(
                "SELECT pg_relation_size(" + access.relation(table).oid() + ") / current_setting('block_size')::int"));
    }

    static SqlText statement(SourceTable table, long from, long to) {
        return statement(table, table.columns(), "(" + from + ",0)", true, to);
    }

    private static SqlText statement(
            SourceTable table, List<SourceColumn> columns, String from, boolean inclusive, long to) {
        String where = "ctid " + (inclusive ? ">=" : ">") + " '" + from + "'::tid"
                + (to >= LAST_BLOCK ? "" : " AND ctid < '(" + to + ",0)'::tid");
        return new SqlText(Dialect.select(KeysetSql.selected(columns), table.from(), where, "ctid"), List.of());
    }

    @Override
    public @Nullable DataSourcePayload next() {
        List<RejectedRecord> rejected = new ArrayList<>();
        boolean full = false;
        PostgresSession reading = session;
        if (reading == null && block < end) {
            reading = begin();
        }
        while (!full && (page != null || block < end)) {
            Page open = page;
            full = fill(open == null ? openPage(Objects.requireNonNull(reading)) : open, rejected);
        }
        if (batch.rowCount() == 0 && rejected.isEmpty()) {
            return null;
        }
        pageSize.learn(batch.rowCount(), batch.sizeBytes());
        // Rows count from 1, so number 0 is what stands before a block.
        String place = after == null ? "(" + block + ",0)" : after;
        StreamState state = StreamState.of("block", block, "after", place);
        return new DataSourcePayload(batch.build(), rejected, Map.of(), state, null);
    }

    /** The blocks are counted under the lock: in a file that is another one they end elsewhere. */
    private PostgresSession begin() {
        PostgresSession begun = access.moment().open(snapshot, files);
        session = begun;
        begun.lock(statement(table, block, toBlock));
        end = Math.min(toBlock, currentBlocks());
        return begun;
    }

    private Page openPage(PostgresSession open) {
        pageBlocks = Math.min(blocks, end - block);
        pageEnd = block + pageBlocks;
        pageRows = 0;
        String from = after == null ? "(" + block + ",0)" : after;
        SqlText sql = statement(table, selected, from, after == null, pageEnd);
        Page opened = open.page(selected, sql, batch);
        page = opened;
        return opened;
    }

    /** Whether the payload is full; else the page has ended. */
    private boolean fill(Page open, List<RejectedRecord> rejected) {
        long room = options.bytes() - batch.sizeBytes();
        while (true) {
            if (batch.rowCount() + rejected.size() >= options.rows() || room <= 0) {
                keepPlace(open);
                return true;
            }
            if (!open.next()) {
                endPage();
                return false;
            }
            pageRows++;
            Page.Misfit misfit = open.take();
            if (misfit == null) {
                batch.endRow();
            } else {
                batch.discardRow();
                rejected.add(RawRow.rejected(table, List.of(PLACE), new int[] {placeAt}, open, misfit));
            }
            room -= open.sizeBound();
            if (room <= 0) {
                room = options.bytes() - batch.sizeBytes();
            }
        }
    }

    private void keepPlace(Page open) {
        String place = String.valueOf(open.text(placeAt));
        after = place;
        block = Long.parseLong(place.substring(1, place.indexOf(',')));
    }

    /** Goes on behind the page; the next one has about as many rows as a payload. */
    private void endPage() {
        Page open = page;
        page = null;
        if (open != null) {
            open.close();
        }
        long perBlock = Math.max(1, pageRows / Math.max(1, pageBlocks));
        block = pageEnd;
        after = null;
        blocks = Math.max(1, Math.min(blocks * 4, pageSize.next() / perBlock));
    }

    /** Whether any row that the snapshot sees was written by a transaction that had not ended when {@code oldest} was the oldest. */
    static boolean hasYounger(
            PostgresAccess access, SourceTable table, PostgresMoment.Snapshot now, long oldest, long blocks) {
        RowBatchBuilder none = new RowBatchBuilder(RowSchema.of(ONE.field()), 1);
        try (PageSession session = access.moment().open(now, null)) {
            for (long from = 0; from < blocks; from += BLOCKS_OF_A_CHECK) {
                String where = "ctid >= '(" + from + ",0)'::tid AND ctid < '(" + (from + BLOCKS_OF_A_CHECK)
                        + ",0)'::tid AND age(xmin) <= age('" + (oldest & XID_BITS) + "'::xid)";
                SqlText sql = new SqlText(Dialect.select("1", table.from(), where, "") + " LIMIT 1", List.of());
                try (Page page = session.page(List.of(ONE), sql, none)) {
                    if (page.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        block = end;
        Page open = page;
        page = null;
        if (open != null) {
            try {
                open.close();
            } catch (HeadgateException e) {
                // What goes wrong with a statement that is given up has nothing to add.
            }
        }
        PostgresSession opened = session;
        session = null;
        if (opened != null) {
            opened.close();
        }
    }
}
