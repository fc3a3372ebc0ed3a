package io.headgate.step;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.RejectStore.Selection;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;

/** Finds the rejected records of a stream. */
public final class RejectSelection {

    private RejectSelection() {}

    /**
     * The destination as a reject store.
     *
     * @throws HeadgateException {@code INVALID_CONFIGURATION} if it cannot give back what it has set aside
     */
    public static RejectStore store(IDataDestination destination) {
        if (destination instanceof RejectStore store) {
            return store;
        }
        throw new HeadgateException(
                CommonErrorCode.INVALID_CONFIGURATION,
                "this destination cannot give its rejected records back. Look at them with its own tools, repair them in the"
                        + " source, and run the flow again");
    }

    static Selection of(FlowRuntime runtime, String stream) {
        return new Selection(runtime.options().table(stream), runtime.flow(), stream);
    }
}
