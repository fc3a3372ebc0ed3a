package io.headgate.source.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans what a run reads by a cursor's column: from where the last run has ended to the newest value that there is now.
 *
 * <p>The records at the newest value, and as far behind it as {@code lookback} says, are the window. The plan lists them, by hash:
 * of the window the run delivers exactly those, and the next run all others. So neither a record that ties with the newest one nor
 * one that is committed late, within the lookback, is lost or delivered twice. Where a window cannot be listed, because the
 * values are no numbers or too many records share the newest, the run ends before the newest value and the next one begins with it.
 */
final class IncrementalPlan {

    private static final System.Logger LOG = System.getLogger(IncrementalPlan.class.getName());
    private static final SourceColumn ONE = new SourceColumn(Field.of("one", Primitive.INT32), "1", "1", "int4");

    private final SourceAccess access;
    private final SourceTable table;
    private final JdbcSourceConfig config;
    private final SourceColumn cursor;
    private final List<SourceColumn> order;
    private final CursorScale scale;
    private final List<StreamPartition> plan = new ArrayList<>();

    /**
     * @param order as {@link #order} makes it
     */
    IncrementalPlan(SourceAccess access, SourceTable table, JdbcSourceConfig config, List<SourceColumn> order) {
        this.access = access;
        this.table = table;
        this.config = config;
        this.cursor = order.get(0);
        this.order = order;
        this.scale = CursorScale.of(cursor);
    }

    /** First the cursor, then the key. */
    static List<SourceColumn> order(List<SourceColumn> key, SourceColumn cursor) {
        List<SourceColumn> order = new ArrayList<>(List.of(cursor));
        key.stream().filter(column -> !column.equals(cursor)).forEach(order::add);
        return order;
    }

    /** Empty if there is nothing new. */
    List<StreamPartition> partitions(int hint, StreamState state) {
        requireCursors();
        IncrementalState before = IncrementalState.read(state);
        if (before != null) {
            before.requireOrder(table.name(), order);
        }
        String until = config.until() == null ? null : value("until", config.until());
        if (until != null && before != null && scale.isWhole() && scale.parse(until) <= scale.parse(before.cursor())) {
            // Everything below it was delivered, but for late ones, which a run finds that goes further.
            return List.of();
        }
        KeyBound low = low(before);
        String newest = newest(new KeyRange(low, until == null ? null : new KeyBound(List.of(until), false)));
        if (newest == null) {
            return List.of();
        }
        if (!canBeListed()) {
            requireNoLookback();
            return beforeNewest(before, low, newest, until, hint);
        }
        if (before != null && scale.parse(newest) < scale.parse(before.cursor())) {
            // The newest records were removed. If they come back they are not new.
            newest = before.cursor();
        }
        long from = windowFrom(newest, low);
        List<List<String>> window = window(scale.text(from), newest);
        if (window.size() > SeenRows.MOST) {
            requireShortWindow(newest);
            return beforeNewest(before, low, newest, until, hint);
        }
        return withWindow(before, low, scale.text(from), newest, SeenRows.of(window), hint);
    }

    /** A rowid that VACUUM changes does not tell the next run what was delivered. */
    private boolean canBeListed() {
        return scale.isWhole() && table.version() == 0;
    }

    private @Nullable KeyBound low(@Nullable IncrementalState before) {
        if (before == null) {
            return config.since() == null ? null : KeyBound.upTo(List.of(value("since", config.since())));
        }
        if (before.seen() == null) {
            return KeyBound.upTo(List.of(before.cursor()));
        }
        // What stands further behind than what is remembered was delivered, and would be delivered again.
        long wanted = scale.parse(before.cursor()) - lookback();
        return KeyBound.upTo(List.of(scale.text(Math.max(wanted, scale.parse(before.seenFrom())))));
    }

    private String value(String key, @Nullable String text) {
        try {
            return scale.normalise(String.valueOf(text));
        } catch (RuntimeException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    key + ": '" + text + "' is no value of column '" + cursor.name() + "', which is "
                            + cursor.field().type().text(),
                    e);
        }
    }

    private @Nullable String newest(KeyRange range) {
        try (PageSession session = access.openBeforeHorizon()) {
            List<List<String>> last =
                    access.texts(session, order, KeysetSql.last(access.dialect(), table, order, range));
            return last.isEmpty() ? null : onScale(last.get(0).get(0));
        }
    }

    private String onScale(String newest) {
        try {
            return scale.checked(newest);
        } catch (RuntimeException e) {
            throw new HeadgateException(
                    SourceErrorCode.KEY_NOT_ORDERED,
                    table.name() + ": the newest value of '" + cursor.name() + "' is " + newest
                            + ", behind which nothing can be newer. Correct it, or read a query that leaves it out",
                    e);
        }
    }

    private long windowFrom(String newest, @Nullable KeyBound low) {
        long from = scale.parse(newest) - lookback();
        return low == null ? from : Math.max(from, scale.parse(low.values().get(0)));
    }

    private List<List<String>> window(String from, String newest) {
        KeyRange range = new KeyRange(KeyBound.upTo(List.of(from)), KeyBound.upTo(List.of(newest)));
        try (PageSession session = access.open()) {
            return access.texts(
                    session, order, KeysetSql.page(access.dialect(), table, order, order, range, SeenRows.MOST + 1));
        }
    }

    private List<StreamPartition> withWindow(
            @Nullable IncrementalState before,
            @Nullable KeyBound low,
            String from,
            String newest,
            SeenRows window,
            int hint) {
        SeenRows delivered = before == null ? null : before.seen();
        KeyBound newestBound = KeyBound.upTo(List.of(newest));
        KeyBound fromBound = KeyBound.upTo(List.of(from));
        StreamState next = IncrementalState.upTo(newest, window, from, order).write();
        if (before != null && delivered != null && scale.parse(from) <= scale.parse(before.cursor())) {
            if (delivered.containsAll(window) && fromBound.equals(low)) {
                return List.of();
            }
            PartitionData all = PartitionData.of(new KeyRange(low, newestBound), table, order);
            add(
                    "edge",
                    all.delivered(delivered, before.cursor())
                            .window(window, from)
                            .next(next),
                    -1);
            return plan;
        }
        KeyBound middle = low;
        if (before != null && delivered != null) {
            middle = addLate(low, before.cursor(), delivered);
        }
        addMiddle(new KeyRange(middle, new KeyBound(List.of(from), false)), hint, StreamState.EMPTY);
        PartitionData edge = PartitionData.of(new KeyRange(fromBound, newestBound), table, order);
        add("edge", edge.window(window, from).next(next), window.size());
        return plan;
    }

    /** What has come up to the last run's newest value since. Returns where what is newer begins. */
    private KeyBound addLate(@Nullable KeyBound low, String cursorBefore, SeenRows delivered) {
        KeyRange late = new KeyRange(low, KeyBound.upTo(List.of(cursorBefore)));
        add("late", PartitionData.of(late, table, order).delivered(delivered, cursorBefore), -1);
        return KeyBound.after(List.of(cursorBefore));
    }

    /** Ends before the newest value, or at {@code until} once nothing can come below it any more. */
    private List<StreamPartition> beforeNewest(
            @Nullable IncrementalState before,
            @Nullable KeyBound low,
            String newest,
            @Nullable String until,
            int hint) {
        String end = until != null && isPassed(until) ? until : newest;
        if (end.equals(newest)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: records at the newest value of {1}, {2}, are left to the run that finds a newer one",
                    table.name(),
                    cursor.name(),
                    newest);
        }
        KeyBound endBound = new KeyBound(List.of(end), false);
        KeyBound from = low;
        SeenRows delivered = before == null ? null : before.seen();
        if (before != null && delivered != null) {
            if (end.equals(before.cursor())) {
                return List.of();
            }
            from = addLate(low, before.cursor(), delivered);
        } else if (!exists(page(new KeyRange(low, endBound)), cursor)) {
            return List.of();
        }
        StreamState next = IncrementalState.before(end, order).write();
        addMiddle(new KeyRange(from, endBound), hint, next);
        return plan;
    }

    /** Whether a record stands at a value or behind it: what is written from now on does too. */
    private boolean isPassed(String value) {
        KeyRange behind = new KeyRange(KeyBound.upTo(List.of(value)), null);
        try (PageSession session = access.openBeforeHorizon()) {
            return !access.texts(session, List.of(cursor), page(behind)).isEmpty();
        }
    }

    private SqlText page(KeyRange range) {
        return KeysetSql.page(access.dialect(), table, List.of(cursor), order, range, 1);
    }

    /** The last of them tells where the next run begins. */
    private void addMiddle(KeyRange range, int hint, StreamState next) {
        long estimated = access.estimate(table, order, range);
        List<KeyRange> ranges = KeyRanges.cut(access, table, order, range, hint, config.minPartitionRows(), estimated);
        for (int i = 0; i < ranges.size(); i++) {
            PartitionData data = PartitionData.of(ranges.get(i), table, order);
            boolean last = i == ranges.size() - 1;
            add("p" + i, last ? data.next(next) : data, estimated < 0 ? -1 : estimated / ranges.size());
        }
    }

    private void add(String name, PartitionData data, long rows) {
        plan.add(data.partition(name, rows));
    }

    private long lookback() {
        String text = config.lookback();
        if (text == null) {
            return 0;
        }
        try {
            return scale.distance(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "lookback: '" + text + "' "
                            + (e instanceof NumberFormatException ? "is no number" : e.getMessage()),
                    e);
        }
    }

    private void requireNoLookback() {
        if (config.lookback() == null) {
            return;
        }
        if (scale.isWhole()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "lookback: table '" + table.name() + "' has no primary key, and VACUUM changes the rowids by which"
                            + " its records are known; name columns that identify a record with key");
        }
        throw new HeadgateException(
                CommonErrorCode.INVALID_CONFIGURATION,
                "lookback: column '" + cursor.name() + "' is "
                        + cursor.field().type().text()
                        + "; to look back works with whole numbers, dates and timestamps only");
    }

    private void requireShortWindow(String newest) {
        if (lookback() > 0) {
            throw new HeadgateException(
                    SourceErrorCode.LOOKBACK_TOO_LONG,
                    table.name() + ": more than " + SeenRows.MOST + " records lie within a lookback of "
                            + config.lookback() + " before " + newest
                            + ", more than are remembered from run to run. Shorten lookback to as far as a record may"
                            + " come late, or leave it out: postgresql then waits for the transactions in flight,"
                            + " elsewhere what comes late is lost");
        }
    }

    /** A record without a value would never be read, and nobody would notice. */
    private void requireCursors() {
        if (cursor.field().nullable() && exists(KeysetSql.withoutValue(access.dialect(), table, cursor), ONE)) {
            throw new HeadgateException(
                    SourceErrorCode.CURSOR_IS_NULL,
                    table.name() + ": there are records without a value in '" + cursor.name()
                            + "', which would never be read. Fill them in, or read a query that does:"
                            + " COALESCE(" + cursor.name() + ", …)");
        }
    }

    private boolean exists(SqlText sql, SourceColumn column) {
        try (PageSession session = access.open()) {
            return !access.texts(session, List.of(column), sql).isEmpty();
        }
    }
}
