package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
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

/**
 * Reads a range of a table page by page in the order of its key. The state is the key of the last record, so that reading goes on
 * behind it whatever has happened to the table; once the end was seen it says so.
 */
final class KeysetCursor implements PayloadCursor {

    private static final String AFTER = "after";
    private static final String END = "end";

    private final SourceAccess access;
    private final SourceTable table;
    private final String files;
    private final List<SourceColumn> order;
    private final List<SourceColumn> selected;
    private final int[] orderAt;
    private final KeyRange range;
    private final RowFilter filter;
    private final ReadOptions options;
    private final PageSize pageSize;
    private final RowBatchBuilder batch;
    private @Nullable PageSession session;
    private @Nullable KeyUniqueness uniqueness;
    private @Nullable Page page;
    private @Nullable KeyBound position;
    private int pageLimit;
    private int pageRows;
    private boolean ended;

    KeysetCursor(
            SourceAccess access,
            SourceTable table,
            String files,
            List<SourceColumn> order,
            KeyRange range,
            RowFilter filter,
            StreamState from,
            ReadOptions options,
            PageSize pageSize) {
        this.access = access;
        this.table = table;
        this.files = files;
        this.order = order;
        this.range = range;
        this.filter = filter;
        this.options = options;
        this.pageSize = pageSize;
        this.selected = new ArrayList<>(table.columns());
        this.orderAt = order.stream().mapToInt(this::select).toArray();
        this.batch = new RowBatchBuilder(options.schema(), Math.min(options.rows(), pageSize.rows()));
        this.batch.origin(table.name());
        this.position = from.values().get(AFTER) instanceof List<?> values
                ? KeyBound.after(values.stream().map(String::valueOf).toList())
                : null;
        this.ended = Boolean.TRUE.equals(from.values().get(END));
    }

    /** Where a column stands in what is selected; a hidden one is selected besides. */
    private int select(SourceColumn column) {
        int at = selected.indexOf(column);
        if (at < 0) {
            selected.add(column);
            return selected.size() - 1;
        }
        return at;
    }

    @Override
    public @Nullable DataSourcePayload next() {
        if (ended) {
            return null;
        }
        List<RejectedRecord> rejected = new ArrayList<>();
        Page open = page;
        fill(open == null ? openPage() : open, rejected);
        boolean nothing = batch.rowCount() == 0 && rejected.isEmpty();
        return ended && nothing ? null : payload(rejected);
    }

    private Page openPage() {
        PageSession open = session;
        if (open == null) {
            open = access.open(table, files);
            session = open;
        }
        pageLimit = pageSize.next();
        pageRows = 0;
        KeyBound from = position == null ? range.from() : position;
        SqlText sql =
                KeysetSql.page(access.dialect(), table, selected, order, new KeyRange(from, range.to()), pageLimit);
        Page opened = open.page(selected, sql, batch);
        page = opened;
        return opened;
    }

    /** Takes rows until the payload is full, the page has ended, or the range has. */
    private void fill(Page open, List<RejectedRecord> rejected) {
        long room = options.bytes() - batch.sizeBytes();
        while (pageRows < pageLimit) {
            if (!open.next()) {
                ended = true;
                closePage();
                return;
            }
            pageRows++;
            take(open, rejected);
            room -= open.sizeBound();
            if (room <= 0) {
                room = options.bytes() - batch.sizeBytes();
            }
            if (room <= 0 || batch.rowCount() + rejected.size() >= options.rows()) {
                break;
            }
        }
        position = KeyBound.after(order(open));
        if (pageRows == pageLimit && !open.next()) {
            closePage();
        }
    }

    private void take(Page open, List<RejectedRecord> rejected) {
        Page.Misfit misfit = open.take();
        if (filter != RowFilter.ALL && !filter.accepts(order(open))) {
            batch.discardRow();
        } else if (misfit == null) {
            batch.endRow();
        } else {
            batch.discardRow();
            rejected.add(RawRow.rejected(table, order, orderAt, open, misfit));
        }
    }

    private List<String> order(Page open) {
        List<String> values = new ArrayList<>(orderAt.length);
        for (int at : orderAt) {
            values.add(open.key(at));
        }
        return values;
    }

    private DataSourcePayload payload(List<RejectedRecord> rejected) {
        KeyBound last = position;
        if (!ended && last != null && !table.verified()) {
            requireUnique(last);
        }
        pageSize.learn(batch.rowCount(), batch.sizeBytes());
        StreamState state = ended
                ? StreamState.of(END, true)
                : StreamState.of(AFTER, Objects.requireNonNull(last).values());
        DataSourcePayload payload = new DataSourcePayload(batch.build(), rejected, Map.of(), state, null);
        readAhead();
        return payload;
    }

    /** Lets the database begin with the next page while this one is written. */
    private void readAhead() {
        PageSession open = session;
        if (!ended && page == null && open != null && open.readsAhead()) {
            openPage();
        }
    }

    private void requireUnique(KeyBound last) {
        KeyUniqueness check = uniqueness;
        if (check == null) {
            check = new KeyUniqueness(access, table, order);
            uniqueness = check;
        }
        check.require(last.values());
    }

    private void closePage() {
        Page open = page;
        page = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            closePage();
        } catch (HeadgateException e) {
            // What goes wrong with a statement that is given up has nothing to add.
        }
        PageSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
        KeyUniqueness check = uniqueness;
        uniqueness = null;
        if (check != null) {
            check.close();
        }
    }
}
