package io.headgate.testkit.reference;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.util.List;
import java.util.Locale;

/** Lands in a {@link ReferenceStore}, exactly once; keeps the contract but for one flaw. */
public final class ReferenceDestination implements IDataDestination {

    /** Refused in {@code prepare}. */
    public static final DataType REFUSED = new DataType.MapOf(Primitive.STRING, Primitive.INT64);

    private final ReferenceStore store;
    private final DestinationFlaw flaw;

    public ReferenceDestination(ReferenceStore store, DestinationFlaw flaw) {
        this.store = store;
        this.flaw = flaw;
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        refuse(mode);
        return new DeliveryGuarantee(DeliveryGuarantee.Level.EXACTLY_ONCE, "one file, replaced in one act");
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        return store.transact(content -> ReferenceColumns.compare(content, plan, flaw));
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        boolean refused =
                plan.schema().fields().stream().anyMatch(field -> field.type().equals(REFUSED));
        if (refused && flaw != DestinationFlaw.TAKES_A_TYPE_IT_REFUSES) {
            throw new HeadgateException(CommonErrorCode.TARGET_MISMATCH, "maps cannot be held: leave the field out");
        }
        refuse(plan.mode());
        FaultPoint.reach("reference.prepare.begun");
        store.transact(content -> {
            ReferenceColumns.prepare(content, plan, flaw);
            if (flaw == DestinationFlaw.CLEARS_THE_TARGET_AT_PREPARE && plan.mode() == WriteMode.OVERWRITE) {
                content.rows.remove(plan.table());
            }
            for (String partition : plan.partitions()) {
                String key = ReferenceStore.key(plan.partition(partition), flaw);
                if (flaw == DestinationFlaw.PREPARE_RESETS_CHECKPOINTS) {
                    content.owners.remove(key);
                }
                content.owners.putIfAbsent(key, ReferenceStore.Owner.NOBODY);
            }
            return content.owners.size();
        });
        FaultPoint.reach("reference.prepare.done");
        return attach(plan);
    }

    private void refuse(WriteMode mode) {
        if (mode.isStaged() && flaw == DestinationFlaw.KNOWS_APPEND_ONLY) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "write_mode = \"" + mode.name().toLowerCase(Locale.ROOT) + "\": use the destination jdbc");
        }
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new ReferenceTarget(store, plan, flaw);
    }

    @Override
    public void close() {}
}
