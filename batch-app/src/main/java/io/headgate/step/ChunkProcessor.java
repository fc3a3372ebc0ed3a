package io.headgate.step;

import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.state.CheckpointState;
import io.headgate.state.LandedRecords;
import io.headgate.state.PayloadChunk;
import io.headgate.transform.TransformPlan;
import io.headgate.transform.TransformSession;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a chunk between reader and writer: the transforms, then the map function, then the rules. What these have to
 * know to go on is part of the chunk's state, and so of its checkpoint.
 */
final class ChunkProcessor implements AutoCloseable {

    private final TransformSession session;
    private final @Nullable RecordMapProcessor map;
    private final boolean idle;
    private final StoredPlan stored;
    private final LandedRecords landed;

    private ChunkProcessor(
            StoredPlan stored,
            TransformSession session,
            @Nullable RecordMapProcessor map,
            boolean idle,
            LandedRecords landed) {
        this.stored = stored;
        this.landed = landed;
        this.session = session;
        this.map = map;
        this.idle = idle;
    }

    /**
     * @param state that of the checkpoint that the partition goes on from
     * @param checkpoint its sequence number
     */
    static ChunkProcessor open(FlowRuntime runtime, StoredPlan stored, CheckpointState state, long checkpoint) {
        StreamOptions options = runtime.options();
        TransformPlan plan = options.transforms().plan(stored.stream(), stored.requireSchema());
        if (!plan.output().equals(stored.output())) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "the transforms of stream '" + stored.stream() + "' no longer give the fields that this run was"
                            + " planned with. Undo the change to resume it, or start anew with fresh=true");
        }
        RecordMapProcessor map = options.map() == null ? null : new RecordMapProcessor(options.map());
        TransformPlan landing = plan.landing(stored.requireLanded(), stored.schemaMode());
        TransformSession session = landing.open(
                state.transforms(), checkpoint, options.keyFiles().of(runtime.instance(), stored.stream()));
        boolean summed = options.transforms().reconcile(stored.stream()) == ReconcileLevel.CHECKSUM
                && !stored.mode().hasKey();
        LandedRecords landed = landing.landed(summed ? stored.requireLanded().names() : null, state.landed());
        return new ChunkProcessor(stored, session, map, landing.isEmpty() && map == null, landed);
    }

    /** What is kept in mind of the records that land. */
    LandedRecords landed() {
        return landed;
    }

    PayloadChunk process(PayloadChunk chunk) {
        if (!stored.schemaMode().mayAlter()) {
            chunk.payloads().forEach(this::refuseOwnTable);
        }
        if (idle) {
            return chunk;
        }
        PayloadChunk processed =
                chunk.withPayloads(chunk.payloads().stream().map(this::process).toList());
        session.endChunk();
        return processed.withState(CheckpointState.join(chunk.state(), session.state()));
    }

    /** What a stream's target has of columns is looked at once, before the first record. */
    private void refuseOwnTable(DataSourcePayload payload) {
        if (payload.destinationTable() != null) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "stream '" + stored.stream() + "' sends records to a table of its own choice ('"
                            + payload.destinationTable() + "'), but schema = \""
                            + stored.schemaMode().name().toLowerCase(Locale.ROOT)
                            + "\" knows one table per stream. Use schema = \"evolve\"");
        }
    }

    private DataSourcePayload process(DataSourcePayload payload) {
        DataSourcePayload transformed = session.transform(payload);
        boolean mapped = TransformPlan.isBehindMap(TransformPlan.entryOf(payload));
        return session.validate(map == null || mapped ? transformed : map.map(transformed));
    }

    @Override
    public void close() {
        session.close();
    }
}
