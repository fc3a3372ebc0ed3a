package io.headgate.replay;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.transform.FlowTransforms;
import java.util.List;
import java.util.Map;

/** The claimed records of one stream, as one partition: what becomes of a record may depend on those before it. */
final class ReplayStream implements IDataSourceStream {

    /** Not the whole stream: its state belongs to the flow's runs, which a replay does not move on. */
    private static final StreamPartition PARTITION = new StreamPartition("replay", StreamState.EMPTY, -1);

    private final IDataSourceStream stream;
    private final ReplayRejects rejects;
    private final FlowTransforms transforms;

    ReplayStream(IDataSourceStream stream, ReplayRejects rejects, FlowTransforms transforms) {
        this.stream = stream;
        this.rejects = rejects;
        this.transforms = transforms;
    }

    @Override
    public String name() {
        return stream.name();
    }

    @Override
    public RowSchema schema() {
        return stream.schema();
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        return rejects.next(null, 1).isEmpty() ? List.of() : List.of(PARTITION);
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        return new ReplayCursor(stream, rejects, transforms.plan(name(), options.schema()), from, options);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        return StreamState.EMPTY;
    }
}
