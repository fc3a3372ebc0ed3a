package io.headgate.api.destination;

import io.headgate.api.source.RejectedRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record as a reject store holds it.
 *
 * @param id names it in its table's store, for the store alone to understand
 * @param flow name of the flow
 * @param instance the job instance that rejected it
 * @param run what people call that instance: a number or a name
 * @param stream name of the stream
 * @param record place, code, reason, raw record, step
 * @param at when it was stored
 * @param claim the replay that has it in hand, or null
 */
public record StoredReject(
        String id,
        String flow,
        UUID instance,
        String run,
        String stream,
        RejectedRecord record,
        Instant at,
        @Nullable UUID claim) {}
