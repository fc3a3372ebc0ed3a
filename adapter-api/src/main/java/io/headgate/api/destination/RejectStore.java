package io.headgate.api.destination;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link IDataDestination} implements besides if the records that it has set aside can be read again: then a user can list
 * and replay them.
 *
 * <p>A replay is a run of its own. It <em>claims</em> the records, so that the set is fixed; reads them in order and lands them
 * under checkpoints of its own, with those that are rejected again as new records of the store; and <em>removes</em> the claimed
 * ones when everything is landed and published. Each call can be repeated after a crash with the same result: whatever was claimed
 * is read again from a checkpoint, or has been landed and is removed. Called under the flow's lease, so that no two replays and no
 * run of the same flow change the store at the same time; runs of other flows into the same table may.
 */
public interface RejectStore {

    /**
     * Records in an order of the store's own, claimed ones included. Changes nothing.
     *
     * @param selection which
     * @param run of this run only, or null for all
     * @param limit at most so many
     * @return empty if there are none, or no store beside the table yet
     */
    List<StoredReject> list(Selection selection, @Nullable String run, int limit);

    /** How many there are. Changes nothing. */
    long count(Selection selection, @Nullable String run);

    /**
     * Marks all records of the selection for a replay, durably: those that nobody has claimed, its own, and what an older replay
     * has left. A replay with a larger epoch keeps its own: a process that was frozen and wakes up cannot take them away.
     *
     * @param epoch as for {@link StreamTarget#open}, larger in every later run
     * @return how many it has claimed in all
     */
    long claim(Selection selection, UUID replay, long epoch);

    /**
     * The records that a replay has claimed, as they are now: somebody may have repaired one. In the same order at every call.
     *
     * @param after the id behind which to begin, or null for the first; the record itself may be gone
     * @param limit at most so many, 1 or more; fewer only at the end
     */
    List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit);

    /** Removes the records that a replay has claimed, durably. It is no error if there are none. */
    void removeClaimed(Selection selection, UUID replay);

    /**
     * Gives records another raw text, durably, as somebody who edits the store would. A record that is no longer there, or is
     * another one under the same id by now, is left alone; one that a replay has claimed is repaired as well. Repeating it changes
     * nothing.
     *
     * @return how many of them are there
     * @throws io.headgate.api.error.HeadgateException {@code INVALID_CONFIGURATION} if the store can be edited by other means only
     */
    default int repair(Selection selection, List<Repair> repairs) {
        throw new HeadgateException(
                CommonErrorCode.INVALID_CONFIGURATION,
                "this destination takes repaired records only where they lie: edit raw in its reject store, then replay"
                        + " without a file");
    }

    /**
     * A record with the text that it is to have.
     *
     * @param id as {@link StoredReject#id}
     * @param instance with id and place it says which record is meant
     * @param place as {@link RejectedRecord#place}
     * @param raw the repaired text
     */
    record Repair(String id, UUID instance, String place, String raw) {

        /** Whether this is the record that is meant. */
        public boolean isOf(StoredReject stored) {
            return stored.id().equals(id)
                    && stored.instance().equals(instance)
                    && stored.record().place().equals(place);
        }
    }

    /**
     * Which records.
     *
     * @param table the table beside which they stand, as {@link StreamPlan#table} names it
     * @param flow name of the flow that rejected them
     * @param stream name of the stream
     */
    record Selection(String table, String flow, String stream) {}
}
