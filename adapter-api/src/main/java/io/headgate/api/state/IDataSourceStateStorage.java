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

    /**
     * Replaces the entry if it still is what the caller knows of it, or already is what it is to become. That is what keeps a process
     * that was frozen, and wakes up behind its successor, from setting the state back.
     *
     * <p>By default the entry is written whatever it is. That is right for a storage which takes part in the JobRepository's
     * transaction, and only for such a one: the JobRepository refuses the transaction of a process that has been succeeded. Any other
     * storage has to compare and to write in one act that no thread and no process can come between. Values are compared as JSON: a
     * number is the same as an Integer and as a Long, and the order of keys does not count.
     *
     * @param expected the entry as the caller knows it; empty if there is none
     * @return false if the entry is another one; then it was left alone
     */
    default boolean replace(StateKey key, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> state) {
        write(key, state);
        return true;
    }

    /** Removes the entry. It is no error if there is none. */
    void delete(StateKey key);

    /** All entries of a flow, in the order of source, kind and name. */
    List<StateKey> list(String flow);

    @Override
    default void close() {}
}
