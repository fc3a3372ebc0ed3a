package io.headgate.testkit.reference;

import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.state.Checkpoint;
import io.headgate.testkit.reference.ReferenceStore.Content;
import io.headgate.testkit.reference.ReferenceStore.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The owners of one stream's partitions. */
final class ReferenceTarget implements StreamTarget {

    private final ReferenceStore store;
    private final StreamPlan plan;
    private final DestinationFlaw flaw;

    ReferenceTarget(ReferenceStore store, StreamPlan plan, DestinationFlaw flaw) {
        this.store = store;
        this.plan = plan;
        this.flaw = flaw;
    }

    @Override
    public PartitionWriter open(PartitionKey key, long epoch) {
        String name = ReferenceStore.key(key, flaw);
        Optional<Checkpoint> last = store.transact(content -> Optional.ofNullable(takeOver(content, name, key, epoch)));
        FaultPoint.reach("reference.open.done");
        return new ReferenceWriter(store, plan, name, epoch, last.orElse(null), flaw);
    }

    private @Nullable Checkpoint takeOver(Content content, String name, PartitionKey key, long epoch) {
        Owner owner = content.owners.get(name);
        if (owner == null && opensAnyway(key)) {
            owner = Owner.NOBODY;
        }
        if (owner == null) {
            throw fenced(name + " is not planned");
        }
        if (owner.epoch() > epoch && flaw != DestinationFlaw.NO_FENCE_AT_OPEN) {
            throw fenced(name + " belongs to a younger run");
        }
        if (flaw == DestinationFlaw.ONE_WRITER_AT_A_TIME) {
            content.owners.replaceAll((other, any) -> any.withEpoch(0));
        }
        if (flaw == DestinationFlaw.REPLACES_EARLIER_ROWS && owner.epoch() == 0) {
            content.rows.remove(plan.table());
        }
        content.owners.put(name, owner.withEpoch(Math.max(epoch, owner.epoch())));
        return owner.checkpoint();
    }

    private boolean opensAnyway(PartitionKey key) {
        return plan.partitions().contains(key.partition())
                ? flaw == DestinationFlaw.OPENS_FORGOTTEN_PARTITIONS
                : flaw == DestinationFlaw.OPENS_UNPLANNED_PARTITIONS;
    }

    static HeadgateException fenced(String message) {
        return new HeadgateException(CommonErrorCode.FENCED, message);
    }

    @Override
    public void publish(long epoch) {
        store.transact(content -> {
            for (String name : names()) {
                Owner owner = content.owners.getOrDefault(name, Owner.NOBODY);
                if (owner.epoch() > epoch && flaw != DestinationFlaw.NO_FENCE_AT_PUBLISH) {
                    throw fenced(name + " belongs to a younger run");
                }
            }
            if (plan.mode().isStaged()) {
                requireFinished(content);
            }
            boolean first = content.published.add(String.valueOf(plan.instance()));
            if (!first && flaw == DestinationFlaw.PUBLISHES_ONCE_ONLY) {
                throw new IllegalStateException("published already");
            }
            boolean applies = first || flaw == DestinationFlaw.APPLIES_AGAIN;
            if (plan.mode().isStaged() && applies && flaw != DestinationFlaw.PUBLISHES_IN_TWO_ACTS) {
                ReferenceModes.apply(content, plan, flaw);
            }
            return first;
        });
        if (plan.mode().isStaged() && flaw == DestinationFlaw.PUBLISHES_IN_TWO_ACTS) {
            publishInTwoActs();
        }
        FaultPoint.reach("reference.publish.done");
    }

    private void requireFinished(Content content) {
        for (String name : names()) {
            boolean complete = content.owners.getOrDefault(name, Owner.NOBODY).complete();
            if (!complete && flaw != DestinationFlaw.PUBLISHES_UNFINISHED) {
                throw new HeadgateException(CommonErrorCode.INTERNAL_ERROR, name + " is not finished");
            }
        }
    }

    private void publishInTwoActs() {
        store.transact(content -> content.rows.remove(plan.table()) == null);
        FaultPoint.reach("reference.publish.between");
        store.transact(content -> ReferenceModes.apply(content, plan, flaw));
    }

    @Override
    public Holdings holdings(ReconcileLevel level) {
        return flaw == DestinationFlaw.READS_NOTHING_BACK
                ? StreamTarget.super.holdings(level)
                : store.transact(content -> ReferenceHoldings.of(content, plan, level, flaw));
    }

    @Override
    public void forget() {
        store.transact(content -> {
            boolean any = content.owners.keySet().removeAll(names());
            boolean published = content.published.contains(String.valueOf(plan.instance()));
            if (any && plan.mode().isStaged() && !published) {
                content.rejects
                        .getOrDefault(plan.table(), new ArrayList<>())
                        .removeIf(reject -> reject.instance().equals(plan.instance())
                                && reject.stream().equals(plan.stream()));
            }
            if (!any && flaw == DestinationFlaw.FORGETS_ONCE_ONLY) {
                throw new IllegalStateException("forgotten already");
            }
            content.staged.remove(ReferenceModes.instance(plan));
            if (flaw == DestinationFlaw.FORGETS_THE_ROWS) {
                content.rows.remove(plan.table());
            }
            return any;
        });
        FaultPoint.reach("reference.forget.done");
    }

    private List<String> names() {
        return plan.partitions().stream()
                .map(partition -> ReferenceStore.key(plan.partition(partition), flaw))
                .toList();
    }

    @Override
    public void close() {}
}
