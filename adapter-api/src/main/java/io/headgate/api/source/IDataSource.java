package io.headgate.api.source;

import io.headgate.api.state.IDataSourceState;
import java.util.List;

/**
 * A configured connection to a set of data.
 *
 * <p>Order of calls: {@link #connect} once, then {@link #streams} any number of times, then {@link #close} once or more. Streams
 * and cursors are used between connect and close only. {@code connect} and {@code close} are called by one thread; what {@code
 * streams} returns is used by many.
 */
public interface IDataSource extends AutoCloseable {

    /**
     * Opens what all streams share and checks that the source can be reached.
     *
     * @param state what this source remembers from run to run; may be read at any time until {@code close}
     * @throws io.headgate.api.error.HeadgateException with a sentence that says what to do
     */
    void connect(IDataSourceState state);

    /** The streams, in a stable order; empty before {@code connect} and after {@code close}. */
    List<IDataSourceStream> streams();

    /** Releases everything. Closing twice does nothing. */
    @Override
    void close();
}
