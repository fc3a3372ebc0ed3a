package io.headgate.api.destination;

import java.util.UUID;

/** Globally unique name of one partition of one stream in one job instance: what a checkpoint is kept under. */
public record PartitionKey(String flow, UUID instance, String stream, String partition) {}
