package io.headgate.api.state;

/**
 * Names one entry of a state storage. The flow is part of it: two flows that read the same source each have their own place in it.
 *
 * @param flow name of the flow
 * @param source id of the source in the configuration
 * @param kind whether {@code name} is a stream or a key of the adapter's own
 * @param name stream name or key
 */
public record StateKey(String flow, String source, Kind kind, String name) {

    /** What an entry is about. */
    public enum Kind {
        STREAM,
        OTHER
    }
}
