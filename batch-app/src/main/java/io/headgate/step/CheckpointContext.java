package io.headgate.step;

import io.headgate.api.state.Checkpoint;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A checkpoint in a worker's ExecutionContext, one plain value per entry so that SQL can read it. */
final class CheckpointContext {

    private static final String SEQUENCE = "headgate.sequence";
    private static final String READ = "headgate.records_read";
    private static final String WRITTEN = "headgate.records_written";
    private static final String REJECTED = "headgate.records_rejected";
    private static final String STATE = "headgate.state";
    private static final String COMPLETE = "headgate.complete";

    private CheckpointContext() {}

    static Checkpoint read(ExecutionContext context) {
        if (!context.containsKey(SEQUENCE)) {
            return Checkpoint.NONE;
        }
        return new Checkpoint(
                number(context, SEQUENCE),
                number(context, READ),
                number(context, WRITTEN),
                number(context, REJECTED),
                context.getString(STATE),
                Boolean.TRUE.equals(context.get(COMPLETE)));
    }

    /** JSON gives a small number back as an Integer. */
    private static long number(ExecutionContext context, String key) {
        return context.get(key) instanceof Number number ? number.longValue() : 0;
    }

    static void write(ExecutionContext context, Checkpoint checkpoint) {
        context.putLong(SEQUENCE, checkpoint.sequence());
        context.putLong(READ, checkpoint.recordsRead());
        context.putLong(WRITTEN, checkpoint.recordsWritten());
        context.putLong(REJECTED, checkpoint.recordsRejected());
        context.putString(STATE, checkpoint.state());
        context.put(COMPLETE, checkpoint.complete());
    }
}
