package io.headgate.destination.file;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.UUID;

/** The sentences for a process that must not write any more. */
final class Fence {

    private Fence() {}

    static HeadgateException younger(String what, long epoch, long younger) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                what + " has been taken over by a younger run (epoch " + younger + "). This run (epoch " + epoch
                        + ") must not write any more; let the younger one finish.");
    }

    /** For a partition. */
    static HeadgateException notPlanned(PartitionKey key) {
        return notPlanned("Partition '" + key.partition() + "' of stream '" + key.stream() + "'", key.instance());
    }

    static HeadgateException notPlanned(String what, UUID instance) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                what + " is not, or no longer, planned here for the job instance " + instance
                        + ": it is finished and forgotten, or the target is another folder than before.");
    }
}
