package io.headgate.destination.memory;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.source.RejectedRecord;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A rejected record that is kept. */
record MemoryReject(long id, StoredReject stored, long claimEpoch) {

    static MemoryReject of(long id, PartitionKey key, String run, RejectedRecord record) {
        return new MemoryReject(
                id,
                new StoredReject(
                        Long.toString(id), key.flow(), key.instance(), run, key.stream(), record, Instant.now(), null),
                0);
    }

    boolean isOf(RejectStore.Selection selection) {
        return stored.flow().equals(selection.flow()) && stored.stream().equals(selection.stream());
    }

    boolean isClaimedBy(UUID replay) {
        return replay.equals(stored.claim());
    }

    MemoryReject claimedBy(UUID replay, long epoch) {
        return claimEpoch >= epoch
                ? this
                : new MemoryReject(
                        id,
                        new StoredReject(
                                stored.id(),
                                stored.flow(),
                                stored.instance(),
                                stored.run(),
                                stored.stream(),
                                stored.record(),
                                stored.at(),
                                replay),
                        epoch);
    }

    MemoryReject repaired(UnaryOperator<String> raw) {
        RejectedRecord record = stored.record();
        return new MemoryReject(
                id,
                new StoredReject(
                        stored.id(),
                        stored.flow(),
                        stored.instance(),
                        stored.run(),
                        stored.stream(),
                        new RejectedRecord(
                                record.place(), record.code(), record.reason(), raw.apply(record.raw()), record.step()),
                        stored.at(),
                        stored.claim()),
                claimEpoch);
    }
}
