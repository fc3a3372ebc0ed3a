package io.headgate.api.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one data source remembers from run to run, as its adapter sees it.
 *
 * <p>An adapter reads; Headgate writes stream state, after delivery. What an adapter passes to {@link #updateOthers} becomes
 * durable with the next commit of the run, and is lost if there is none. Maps hold JSON values only. Any thread may call; one
 * stream's update never touches another's.
 */
public interface IDataSourceState {

    /** The stream's state after the last delivered run, or an empty map. Never null. */
    Map<String, @Nullable Object> readStream(String stream);

    /** Replaces the stream's state. Called by Headgate after delivery; an adapter has no need to. */
    void updateStream(String stream, Map<String, @Nullable Object> state);

    /** What the adapter kept under a key of its own choice, or an empty map. Never null. */
    Map<String, @Nullable Object> readOthers(String key);

    /** Keeps something that belongs to no single stream, for instance a token or a catalogue version. */
    void updateOthers(String key, Map<String, @Nullable Object> state);
}
