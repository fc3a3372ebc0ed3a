package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.state.StreamState;
import io.headgate.state.LandedRecords;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Counts nulls, looks for the newest record and adds up a checksum, as far as a stream's checks and reconciliation want it. */
final class LandedFacts implements LandedRecords {

    static final String RECORDS = "records";
    static final String NULLS = "nulls";
    static final String NEWEST = "newest";
    static final String CHECKSUM = "checksum";
    static final String SUMMED = "summed";

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final String[] nullColumns;
    private final int[] nullFields;
    private final long[] nulls;
    private final int timeField;
    private final boolean isDate;
    private final @Nullable RecordChecksum checksum;
    private final String checksumBefore;
    private final long summedBefore;
    private boolean lost;
    private long records;
    /** Microseconds since 1970. */
    private long newest;

    private boolean hasNewest;

    private LandedFacts(
            StreamChecks checks,
            RowSchema schema,
            ToIntFunction<String> place,
            @Nullable RecordChecksum checksum,
            StreamState before) {
        this.nullColumns = checks.nullColumns().toArray(String[]::new);
        this.nullFields = checks.nullColumns().stream().mapToInt(place).toArray();
        this.nulls = new long[nullFields.length];
        String time = checks.timeColumn();
        this.timeField = time == null ? -1 : place.applyAsInt(time);
        this.isDate = timeField >= 0 && schema.field(timeField).type() == Primitive.DATE;
        this.checksum = checksum;
        String sum = before.getString(CHECKSUM);
        this.checksumBefore = sum == null ? RecordChecksum.NONE : sum;
        this.summedBefore = before.getLong(SUMMED, 0);
        restore(before);
    }

    /**
     * Opens for one partition.
     *
     * @param schema of what lands
     * @param place of a column of a check within that schema
     * @param summed names of the fields whose checksum is wanted; null for none
     * @param before what {@link #state} was at the checkpoint that the partition goes on from
     */
    static LandedRecords open(
            StreamChecks checks,
            RowSchema schema,
            ToIntFunction<String> place,
            @Nullable List<String> summed,
            StreamState before) {
        boolean idle = checks.nullColumns().isEmpty() && checks.timeColumn() == null && summed == null;
        RecordChecksum checksum = summed == null ? null : new RecordChecksum(schema, summed);
        return idle ? LandedRecords.NONE : new LandedFacts(checks, schema, place, checksum, before);
    }

    private void restore(StreamState before) {
        records = before.getLong(RECORDS, 0);
        hasNewest = before.values().containsKey(NEWEST);
        newest = before.getLong(NEWEST, 0);
        if (before.values().get(NULLS) instanceof Map<?, ?> counts) {
            for (int i = 0; i < nulls.length; i++) {
                nulls[i] = counts.get(nullColumns[i]) instanceof Number number ? number.longValue() : 0;
            }
        }
    }

    @Override
    public void add(RowBatch batch, BitSet rejected, boolean known) {
        int rows = batch.rowCount();
        records += rows - rejected.cardinality();
        for (int i = 0; i < nullFields.length; i++) {
            nulls[i] += nulls(batch.column(nullFields[i]), rows, rejected);
        }
        if (timeField >= 0) {
            lookForNewest(batch.column(timeField), rows, rejected);
        }
        lost |= !known;
        if (checksum != null) {
            for (int row = rejected.nextClearBit(0); row < rows; row = rejected.nextClearBit(row + 1)) {
                checksum.add(batch, row);
            }
        }
    }

    private static long nulls(Column column, int rows, BitSet rejected) {
        if (!column.hasNulls()) {
            return 0;
        }
        long count = 0;
        for (int row = 0; row < rows; row++) {
            count += column.isNull(row) && !rejected.get(row) ? 1 : 0;
        }
        return count;
    }

    private void lookForNewest(Column column, int rows, BitSet rejected) {
        for (int row = 0; row < rows; row++) {
            if (!column.isNull(row) && !rejected.get(row)) {
                long micros =
                        isDate ? ((Column.Ints) column).get(row) * MICROS_PER_DAY : ((Column.Longs) column).get(row);
                newest = hasNewest ? Math.max(newest, micros) : micros;
                hasNewest = true;
            }
        }
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put(RECORDS, records);
        if (nulls.length > 0) {
            Map<String, Object> counts = new LinkedHashMap<>();
            for (int i = 0; i < nulls.length; i++) {
                counts.put(nullColumns[i], nulls[i]);
            }
            state.put(NULLS, counts);
        }
        if (hasNewest) {
            state.put(NEWEST, newest);
        }
        if (checksum != null && !lost) {
            state.put(CHECKSUM, RecordChecksum.sum(checksumBefore, checksum.text()));
            state.put(SUMMED, summedBefore + checksum.records());
        }
        return state;
    }
}
