package io.headgate.reader;

import java.time.Duration;

/**
 * When a chunk is full: whichever comes first.
 *
 * @param rows records
 * @param bytes size in memory, about
 * @param maxWait time since the chunk's first read
 */
public record ChunkLimits(int rows, long bytes, Duration maxWait) {}
