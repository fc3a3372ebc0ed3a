package io.headgate.api.source;

import io.headgate.api.state.StreamState;

/**
 * An independently readable part of a stream, described by data alone so that it can be stored and read by another process.
 *
 * @param name unique in its stream, at most 40 characters; letters, digits, dot, dash, underscore
 * @param data whatever {@link IDataSourceStream#open} needs to find the part again; JSON values, a few KB at most
 * @param estimatedRecords about how many records it holds, for progress displays; -1 if not known
 */
public record StreamPartition(String name, StreamState data, long estimatedRecords) {

    /** The one partition of a stream that cannot be divided. */
    public static final StreamPartition WHOLE = new StreamPartition("whole", StreamState.EMPTY, -1);

    public StreamPartition {
        if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException("Not a partition name: " + name);
        }
    }

    /** Whether this is the single partition of an undivided stream, which continues from the stream's stored state. */
    public boolean isWhole() {
        return name.equals("whole");
    }
}
