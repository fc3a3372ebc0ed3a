package io.headgate.testkit.reference;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two streams of a few records, some of them unreadable; keeps the contract but for one flaw. */
public final class ReferenceSource implements IDataSource {

    /** Records per stream, unreadable ones included; the same for both, so that only names tell the streams apart. */
    public static final int RECORDS = 22;

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private final SourceFlaw flaw;
    private List<IDataSourceStream> streams = List.of();

    public ReferenceSource(SourceFlaw flaw) {
        this.flaw = flaw;
        if (flaw == SourceFlaw.STREAMS_BEFORE_CONNECT) {
            streams = makeStreams(0);
        }
    }

    @Override
    public void connect(IDataSourceState state) {
        streams = makeStreams(CONNECTIONS.getAndIncrement());
    }

    private List<IDataSourceStream> makeStreams(int connection) {
        List<IDataSourceStream> made = new ArrayList<>();
        made.add(new ReferenceStream("left", RECORDS, connection, flaw));
        made.add(new ReferenceStream("right", RECORDS, connection, flaw));
        if (flaw == SourceFlaw.STREAMS_CHANGE_THEIR_ORDER && connection % 2 == 1) {
            Collections.reverse(made);
        }
        return made;
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        if (flaw != SourceFlaw.STREAMS_AFTER_CLOSE) {
            streams = List.of();
        }
    }
}
