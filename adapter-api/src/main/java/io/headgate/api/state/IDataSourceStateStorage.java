package io.headgate.api.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where stream state is kept between runs. Every entry stands alone: writing one never rewrites another, so streams that run in
 * parallel, in one process or several, cannot overwrite each other.
 *
 * <p>Any thread may call. A write is durable when the method returns, except that a storage which takes part in the JobRepository's
 * transaction becomes durable with it.
 */
public interface IDataSourceStateStorage extends AutoCloseable {

    /** The entry, or an empty map if there is none. Never null. */
    Map<String, @Nullable Object> read(StateKey key);

    /** Creates or replaces the entry. */
    void write(StateKey key, Map<String, @Nullable Object> state);

    /** Removes the entry. It is no error if there is none. */
    void delete(StateKey key);

    /** All entries of a flow, in the order of source, kind and name. */
    List<StateKey> list(String flow);

    @Override
    default void close() {}
}
