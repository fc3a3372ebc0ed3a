package io.headgate.testkit.reference;

import io.headgate.api.data.Column;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowJson;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.testkit.reference.ReferenceStore.Content;
import io.headgate.testkit.reference.ReferenceStore.Owner;
import io.headgate.testkit.reference.ReferenceStore.Reject;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects a chunk and lands it in one transaction. */
final class ReferenceWriter implements PartitionWriter {

    private final ReferenceStore store;
    private final StreamPlan plan;
    private final String key;
    private final long epoch;
    private final @Nullable Checkpoint atOpen;
    private final DestinationFlaw flaw;
    private final List<Landing> rows = new ArrayList<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private Checkpoint durable;
    private boolean holding;

    /** A row on its way to a table. */
    record Landing(String table, Map<String, @Nullable Object> row) {}

    ReferenceWriter(
            ReferenceStore store,
            StreamPlan plan,
            String key,
            long epoch,
            @Nullable Checkpoint atOpen,
            DestinationFlaw flaw) {
        this.store = store;
        this.plan = plan;
        this.key = key;
        this.epoch = epoch;
        this.atOpen = atOpen;
        this.durable = atOpen == null ? Checkpoint.NONE : atOpen;
        this.flaw = flaw;
    }

    @Override
    public @Nullable Checkpoint lastCommitted() {
        return atOpen;
    }

    @Override
    public void write(DataSourcePayload payload, Rejects rejects) {
        if (flaw == DestinationFlaw.KEEPS_THE_LAST_PAYLOAD_ONLY) {
            rows.clear();
        }
        String named = payload.destinationTable();
        String table = named == null || flaw == DestinationFlaw.IGNORES_DESTINATION_TABLE ? plan.table() : named;
        RowBatch data = payload.data();
        Column hashes = ReferenceModes.hashes(plan, data);
        for (int row = 0; row < data.rowCount(); row++) {
            add(table, data, hashes, row, rejects);
        }
        for (RejectedRecord record : payload.rejected()) {
            if (flaw == DestinationFlaw.REPORTS_SOURCE_REJECTS) {
                rejects.add(record);
            }
            if (flaw != DestinationFlaw.LOSES_SOURCE_REJECTS) {
                reject(record);
            }
        }
        if (flaw == DestinationFlaw.SHOWS_UNCOMMITTED_ROWS) {
            rows.forEach(landing -> store.shownTooEarly.add(landing.row()));
        }
    }

    private void add(String table, RowBatch data, @Nullable Column hashes, int row, Rejects rejects) {
        Map<String, @Nullable Object> values = data.toMap(row);
        boolean neighbour =
                flaw == DestinationFlaw.REJECTS_THE_NEIGHBOURS_TOO && row > 0 && isUnholdable(data, row - 1);
        ReferenceModes.complete(plan, hashes, row, values);
        String missing = ReferenceModes.missing(plan, values, flaw);
        if (missing != null) {
            report(byDestination(data, row, missing, "null"), row, rejects);
        } else if (!isUnholdable(data, row) && !neighbour) {
            values.replaceAll((name, value) -> stored(value));
            rows.add(new Landing(table, values));
        } else if (flaw != DestinationFlaw.DROPS_UNHOLDABLE_RECORDS) {
            report(byDestination(data, row, "NUL", "a word cannot hold NUL"), row, rejects);
        }
    }

    private RejectedRecord byDestination(RowBatch data, int row, String code, String reason) {
        String step = flaw == DestinationFlaw.BLAMES_THE_SOURCE ? RejectedRecord.SOURCE : RejectedRecord.DESTINATION;
        return new RejectedRecord(data.place(row), code, reason, RowJson.of(data, row), step);
    }

    private void report(RejectedRecord record, int row, Rejects rejects) {
        if (flaw == DestinationFlaw.STORES_REJECTS_AT_ONCE) {
            reject(record);
        }
        try {
            if (flaw == DestinationFlaw.DOES_NOT_NAME_REJECTED_ROWS) {
                rejects.add(record);
            } else {
                rejects.add(record, row);
            }
        } catch (RuntimeException e) {
            if (flaw != DestinationFlaw.SWALLOWS_ONE_REJECT_TOO_MANY) {
                throw e;
            }
        }
        if (flaw != DestinationFlaw.STORES_REJECTS_AT_ONCE) {
            reject(record);
        }
    }

    private static boolean isUnholdable(RowBatch data, int row) {
        return data.toMap(row).get("word") instanceof String word && word.indexOf('\0') >= 0;
    }

    private void reject(RejectedRecord record) {
        rejected.add(record);
        if (flaw == DestinationFlaw.STORES_REJECTS_AT_ONCE) {
            store.transact(this::addRejects);
        }
    }

    private @Nullable Object stored(@Nullable Object value) {
        if (value == null && flaw == DestinationFlaw.NULL_BECOMES_EMPTY) {
            return "";
        }
        if (value instanceof Double number && number.isNaN() && flaw == DestinationFlaw.LOSES_NAN) {
            return null;
        }
        if (value instanceof List<?> list && flaw == DestinationFlaw.JOINS_THE_ELEMENTS_OF_A_LIST) {
            return List.of(list.stream().map(String::valueOf).collect(Collectors.joining()));
        }
        return value instanceof LocalDateTime time && flaw == DestinationFlaw.LOSES_MICROSECONDS
                ? time.truncatedTo(ChronoUnit.MILLIS)
                : value;
    }

    /** Every second chunk is committed, with the one before. */
    private boolean holdsBack(Checkpoint upTo) {
        holding = flaw.holdsBack(upTo.complete()) && !holding;
        return holding;
    }

    @Override
    public Checkpoint commit(Checkpoint upTo) {
        FaultPoint.reach("reference.commit.begun");
        if (holdsBack(upTo)) {
            return flaw == DestinationFlaw.HOLDS_BACK_BUT_SAYS_DURABLE ? upTo : durable;
        }
        if (flaw == DestinationFlaw.ROWS_FIRST_THEN_CHECKPOINT) {
            store.transact(content -> addRows(content) + addRejects(content));
            FaultPoint.reach("reference.commit.between");
            store.transact(content -> remember(content, upTo));
        } else if (flaw == DestinationFlaw.CHECKPOINT_FIRST_THEN_ROWS) {
            store.transact(content -> remember(content, upTo));
            FaultPoint.reach("reference.commit.between");
            store.transact(content -> addRows(content) + addRejects(content));
        } else if (flaw == DestinationFlaw.REJECTS_AFTER_THE_COMMIT) {
            store.transact(content -> addRows(content) + remember(content, upTo).read());
            FaultPoint.reach("reference.commit.between");
            store.transact(this::addRejects);
        } else {
            store.transact(content -> commitAtOnce(content, upTo));
        }
        FaultPoint.reach("reference.commit.done");
        store.shownTooEarly.clear();
        durable = upTo;
        return upTo;
    }

    private Owner commitAtOnce(Content content, Checkpoint upTo) {
        boolean withRows = upTo.complete() || flaw != DestinationFlaw.CHECKPOINT_WITHOUT_ROWS;
        boolean withCheckpoint = upTo.complete() || flaw != DestinationFlaw.ROWS_WITHOUT_CHECKPOINT;
        Owner owner = withCheckpoint ? remember(content, upTo) : Owner.NOBODY;
        FaultPoint.reach("reference.commit.between");
        if (withRows) {
            addRows(content);
            addRejects(content);
        }
        return owner;
    }

    private Owner remember(Content content, Checkpoint upTo) {
        Owner owner = content.owners.get(key);
        boolean mine = owner != null && owner.epoch() == epoch;
        if (!mine && flaw != DestinationFlaw.NO_FENCE_AT_COMMIT) {
            throw ReferenceTarget.fenced(key + " belongs to a younger run");
        }
        if (owner != null && owner.complete() && flaw == DestinationFlaw.FINISHES_ONCE_ONLY) {
            throw new IllegalStateException("finished already");
        }
        String state = upTo.state();
        Checkpoint kept = new Checkpoint(
                upTo.sequence(),
                upTo.recordsRead(),
                upTo.recordsWritten(),
                upTo.recordsRejected(),
                flaw == DestinationFlaw.CUTS_STATE_AT_64_KB
                        ? state.substring(0, Math.min(65_535, state.length()))
                        : state,
                upTo.complete() && flaw != DestinationFlaw.LOSES_THE_COMPLETE_FLAG);
        Owner next = Owner.of(epoch, kept);
        content.owners.put(key, next);
        return next;
    }

    private int addRows(Content content) {
        rows.forEach(landing -> ReferenceColumns.convert(content, landing.table(), landing.row()));
        if (plan.mode().isStaged()) {
            return ReferenceModes.stage(content, plan, key, rows, flaw);
        }
        for (Landing landing : rows) {
            Map<String, String> columns = content.columns.get(landing.table());
            if (columns != null) {
                landing.row().keySet().retainAll(columns.keySet());
            }
            content.rows
                    .computeIfAbsent(landing.table(), any -> new ArrayList<>())
                    .add(landing.row());
            content.landed
                    .computeIfAbsent(ReferenceModes.instance(plan), any -> new ArrayList<>())
                    .add(landing.row());
        }
        int count = rows.size();
        rows.clear();
        return count;
    }

    private int addRejects(Content content) {
        List<Reject> all = content.rejects.computeIfAbsent(plan.table(), any -> new ArrayList<>());
        rejected.forEach(record -> all.add(Reject.of(++content.lastReject, plan, record)));
        rejected.clear();
        return 0;
    }

    @Override
    public void finish(Checkpoint upTo) {
        commit(upTo);
    }

    @Override
    public void close() {
        store.shownTooEarly.clear();
        if (flaw == DestinationFlaw.KEEPS_UNCOMMITTED_ROWS) {
            store.transact(this::addRows);
        }
    }
}
