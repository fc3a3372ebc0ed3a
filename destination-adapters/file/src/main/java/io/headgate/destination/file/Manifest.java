package io.headgate.destination.file;

import io.headgate.api.state.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What is durable of a partition: its checkpoint and how long its files were then. Bytes beyond that length do not count.
 *
 * @param checkpoint the last committed one; {@link Checkpoint#NONE} if nothing is
 * @param parts the partition's files, in the order in which they were begun
 */
record Manifest(Checkpoint checkpoint, List<Part> parts) {

    /** Nothing is committed yet. */
    static final Manifest NONE = new Manifest(Checkpoint.NONE, List.of());

    Manifest {
        parts = List.copyOf(parts);
    }

    /** What a file holds. */
    enum Kind {
        RECORDS,
        REJECTS
    }

    /**
     * One file of the partition.
     *
     * @param kind what it holds
     * @param table whose it is
     * @param name its name in the partition's work folder
     * @param lengthBytes how much of it is committed
     */
    record Part(Kind kind, String table, String name, long lengthBytes) {}

    Properties toProperties() {
        Properties values = new Properties();
        values.setProperty("sequence", Long.toString(checkpoint.sequence()));
        values.setProperty("read", Long.toString(checkpoint.recordsRead()));
        values.setProperty("written", Long.toString(checkpoint.recordsWritten()));
        values.setProperty("rejected", Long.toString(checkpoint.recordsRejected()));
        values.setProperty("state", checkpoint.state());
        values.setProperty("complete", Boolean.toString(checkpoint.complete()));
        values.setProperty("parts", Integer.toString(parts.size()));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            values.setProperty("part." + i + ".kind", part.kind().name());
            values.setProperty("part." + i + ".table", part.table());
            values.setProperty("part." + i + ".name", part.name());
            values.setProperty("part." + i + ".length", Long.toString(part.lengthBytes()));
        }
        return values;
    }

    static Manifest of(Properties values) {
        Checkpoint checkpoint = new Checkpoint(
                number(values, "sequence"),
                number(values, "read"),
                number(values, "written"),
                number(values, "rejected"),
                text(values, "state"),
                Boolean.parseBoolean(text(values, "complete")));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < number(values, "parts"); i++) {
            String key = "part." + i;
            parts.add(new Part(
                    Kind.valueOf(text(values, key + ".kind")),
                    text(values, key + ".table"),
                    text(values, key + ".name"),
                    number(values, key + ".length")));
        }
        return new Manifest(checkpoint, parts);
    }

    private static String text(Properties values, String key) {
        return values.getProperty(key, "");
    }

    private static long number(Properties values, String key) {
        return Long.parseLong(text(values, key));
    }
}
