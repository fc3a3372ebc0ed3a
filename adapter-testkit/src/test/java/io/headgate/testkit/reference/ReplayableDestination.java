package io.headgate.testkit.reference;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.testkit.reference.ReferenceStore.Reject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reference destination with a reject store that keeps its contract but for one flaw. */
public final class ReplayableDestination implements IDataDestination, RejectStore {

    private static final Map<UUID, List<StoredReject>> FROZEN = new HashMap<>();

    private final ReferenceDestination destination;
    private final ReferenceStore store;
    private final RejectFlaw flaw;

    public ReplayableDestination(ReferenceStore store, RejectFlaw flaw) {
        this.destination = new ReferenceDestination(store, DestinationFlaw.NONE);
        this.store = store;
        this.flaw = flaw;
    }

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        Selection of = flaw == RejectFlaw.LISTS_OTHER_STREAMS ? new Selection(selection.table(), "", "") : selection;
        List<StoredReject> found =
                find(of, reject -> run == null || reject.run().equals(run) || flaw == RejectFlaw.IGNORES_THE_RUN);
        if (flaw == RejectFlaw.LOSES_THE_RUN) {
            found.replaceAll(reject -> new StoredReject(
                    reject.id(),
                    reject.flow(),
                    reject.instance(),
                    "",
                    reject.stream(),
                    reject.record(),
                    reject.at(),
                    reject.claim()));
        }
        return flaw == RejectFlaw.IGNORES_THE_LIMIT ? found : found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        return find(selection, reject -> run == null || reject.run().equals(run))
                .size();
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        Selection of = flaw == RejectFlaw.CLAIMS_WHAT_OTHER_FLOWS_REJECTED
                ? new Selection(selection.table(), "", selection.stream())
                : selection;
        change(of, reject -> mayClaim(reject, replay, epoch) ? reject.claimedBy(replay, epoch) : reject);
        List<StoredReject> claimed = find(selection, reject -> replay.equals(reject.claim()));
        FROZEN.putIfAbsent(replay, claimed);
        return claimed.size();
    }

    private boolean mayClaim(Reject reject, UUID replay, long epoch) {
        if (reject.claim() == null) {
            return flaw != RejectFlaw.CLAIMS_NOTHING_TWICE || !FROZEN.containsKey(replay);
        }
        return flaw == RejectFlaw.LETS_AN_OLDER_REPLAY_TAKE
                || reject.claimEpoch() < epoch && flaw != RejectFlaw.LEAVES_WHAT_AN_OLDER_REPLAY_LEFT;
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        long behind = after == null || flaw == RejectFlaw.READS_FROM_THE_BEGINNING ? 0 : Long.parseLong(after);
        boolean any = flaw == RejectFlaw.READS_WHAT_NOBODY_HAS_CLAIMED;
        List<StoredReject> found =
                find(selection, reject -> reject.id() > behind && (any || replay.equals(reject.claim())));
        if (flaw == RejectFlaw.READS_BACKWARDS) {
            Collections.reverse(found);
        }
        if (flaw == RejectFlaw.KEEPS_WHAT_WAS_CLAIMED_AS_IT_WAS) {
            found = FROZEN.getOrDefault(replay, List.of()).stream()
                    .filter(reject -> Long.parseLong(reject.id()) > behind)
                    .toList();
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        if (flaw != RejectFlaw.REMOVES_NOTHING) {
            change(
                    selection,
                    reject -> replay.equals(reject.claim()) || flaw == RejectFlaw.REMOVES_EVERYTHING ? null : reject);
        }
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        int[] found = {0};
        for (Repair repair : repairs) {
            change(selection, reject -> {
                if (!isMeant(repair, reject)) {
                    return reject;
                }
                found[0]++;
                return flaw == RejectFlaw.REPAIRS_NOTHING ? reject : reject.repaired(raw -> repair.raw());
            });
        }
        return found[0];
    }

    private boolean isMeant(Repair repair, Reject reject) {
        if (flaw == RejectFlaw.REPAIRS_NOTHING_THAT_IS_CLAIMED && reject.claim() != null) {
            return false;
        }
        return flaw == RejectFlaw.REPAIRS_ANY_RECORD_OF_THE_ID
                ? repair.id().equals(Long.toString(reject.id()))
                : repair.isOf(reject.stored());
    }

    private List<StoredReject> find(Selection selection, Predicate<Reject> which) {
        return store.transact(content -> {
            List<StoredReject> found = new ArrayList<>();
            content.rejects.getOrDefault(selection.table(), List.of()).stream()
                    .filter(reject -> isOf(reject, selection) && which.test(reject))
                    .forEach(reject -> found.add(reject.stored()));
            return found;
        });
    }

    private void change(Selection selection, java.util.function.Function<Reject, @Nullable Reject> how) {
        store.transact(content -> {
            List<Reject> kept = new ArrayList<>();
            for (Reject reject : content.rejects.getOrDefault(selection.table(), List.of())) {
                Reject next = isOf(reject, selection) ? how.apply(reject) : reject;
                if (next != null) {
                    kept.add(next);
                }
            }
            content.rejects.put(selection.table(), kept);
            return kept;
        });
    }

    /** A flaw leaves a name empty to mean any. */
    private static boolean isOf(Reject reject, Selection selection) {
        return (selection.flow().isEmpty() || reject.flow().equals(selection.flow()))
                && (selection.stream().isEmpty() || reject.stream().equals(selection.stream()));
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        return destination.guarantee(mode);
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        return destination.compare(plan);
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        return destination.prepare(plan);
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new ForgetfulTarget(destination.attach(plan), plan);
    }

    /** Forgets other than it should, where that is the flaw. */
    private final class ForgetfulTarget implements StreamTarget {
        private final StreamTarget target;
        private final StreamPlan plan;

        ForgetfulTarget(StreamTarget target, StreamPlan plan) {
            this.target = target;
            this.plan = plan;
        }

        @Override
        public PartitionWriter open(PartitionKey key, long epoch) {
            return target.open(key, epoch);
        }

        @Override
        public void publish(long epoch) {
            target.publish(epoch);
        }

        @Override
        public void forget() {
            if (flaw == RejectFlaw.FORGETS_WHAT_A_PUBLISHED_RUN_HAS_REJECTED) {
                change(
                        new Selection(plan.table(), plan.flow(), plan.stream()),
                        reject -> reject.instance().equals(plan.instance()) ? null : reject);
            }
            if (flaw != RejectFlaw.KEEPS_WHAT_A_RUN_THAT_IS_GIVEN_UP_HAS_REJECTED) {
                target.forget();
            }
        }

        @Override
        public void close() {
            target.close();
        }
    }

    @Override
    public void close() {
        destination.close();
    }
}
