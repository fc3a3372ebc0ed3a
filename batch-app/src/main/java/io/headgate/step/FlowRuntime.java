package io.headgate.step;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.state.FlowSourceState;
import io.headgate.state.RejectCounter;
import io.headgate.state.RunProgress;
import io.headgate.state.StopSignal;
import io.headgate.state.Verdicts;
import java.time.Instant;
import java.util.UUID;

/**
 * All that the steps of one run share. Made anew for each run from the configuration and the JobExecution's context.
 *
 * @param flow name of the flow
 * @param instance minted with the job instance
 * @param startedAt when the instance was created
 * @param epoch larger in every later run of the instance
 * @param run what people call the instance
 * @param source connected
 * @param destination made
 * @param state the source's state within this flow
 */
public record FlowRuntime(
        String flow,
        UUID instance,
        Instant startedAt,
        long epoch,
        String run,
        IDataSource source,
        IDataDestination destination,
        FlowSourceState state,
        StreamOptions options,
        RejectCounter rejects,
        StopSignal stop,
        RunProgress progress,
        Verdicts verdicts) {

    /**
     * @throws HeadgateException if the source does not have the stream any more
     */
    public IDataSourceStream stream(String name) {
        return source.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HeadgateException(
                        CommonErrorCode.SOURCE_CHANGED,
                        "the source no longer has the stream '" + name
                                + "' that this run was planned with. Bring it back, or start anew with fresh=true"));
    }
}
