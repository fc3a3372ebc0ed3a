package io.headgate.api.destination;

import io.headgate.api.data.RowSchema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a job instance is going to land in one target. The same for every process and every restart of the instance.
 *
 * @param flow name of the flow
 * @param instance minted with the job instance; globally unique, so that a new or restored JobRepository never takes another
 *     instance's checkpoint for its own
 * @param startedAt when the instance was first planned
 * @param stream name of the stream
 * @param table where it lands: a table, perhaps qualified by a schema ({@code sales.orders}), or a folder name
 * @param schema fields and types; every payload has exactly this schema
 * @param mode how it meets what is there
 * @param key field names that identify a record, for {@link WriteMode#MERGE}; empty otherwise
 * @param partitions names of all partitions, in order
 */
public record StreamPlan(
        String flow,
        UUID instance,
        Instant startedAt,
        String stream,
        String table,
        RowSchema schema,
        WriteMode mode,
        List<String> key,
        List<String> partitions) {

    public StreamPlan {
        key = List.copyOf(key);
        partitions = List.copyOf(partitions);
    }

    /** The globally unique key of one partition. */
    public PartitionKey partition(String name) {
        return new PartitionKey(flow, instance, stream, name);
    }
}
