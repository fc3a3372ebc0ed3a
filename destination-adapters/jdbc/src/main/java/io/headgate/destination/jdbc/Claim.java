package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.state.Checkpoint;
import java.util.UUID;

/**
 * A partition that was taken over.
 *
 * @param writer what the checkpoint's row says as long as nobody else takes it over
 * @param last what is durable of it
 */
record Claim(PartitionKey key, long epoch, UUID writer, Checkpoint last) {}
