package io.headgate.replay;

import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.RejectStore.Selection;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import io.headgate.transform.FlowTransforms;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A flow's source as a replay sees it: the same streams with the same schemas, but what they deliver are the rejected records that
 * the replay has claimed. Nothing is read from the flow's own source but its schemas, and its state is left alone.
 */
public final class ReplaySource implements IDataSource {

    private final IDataSource source;
    private final RejectStore store;
    private final String flow;
    private final UUID replay;
    private final UnaryOperator<String> tables;
    private final FlowTransforms transforms;

    /**
     * @param flow name of the flow
     * @param replay the job instance
     * @param tables where a stream lands, by its name
     */
    public ReplaySource(
            IDataSource source,
            RejectStore store,
            String flow,
            UUID replay,
            UnaryOperator<String> tables,
            FlowTransforms transforms) {
        this.source = source;
        this.store = store;
        this.flow = flow;
        this.replay = replay;
        this.tables = tables;
        this.transforms = transforms;
    }

    @Override
    public void connect(IDataSourceState state) {
        source.connect(state);
    }

    @Override
    public List<IDataSourceStream> streams() {
        return source.streams().stream()
                .map(stream -> (IDataSourceStream) new ReplayStream(
                        stream,
                        new ReplayRejects(
                                store, new Selection(tables.apply(stream.name()), flow, stream.name()), replay),
                        transforms))
                .toList();
    }

    @Override
    public void close() {
        source.close();
    }
}
