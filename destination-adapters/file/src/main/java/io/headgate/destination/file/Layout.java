package io.headgate.destination.file;

import io.headgate.api.destination.StreamPlan;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of what a user sees: {@code <table>/<time>-<instance>-<stream>~<partition>.csv}, and rejected records under {@code
 * <table>/_rejects}. The time goes first so that names sort by it; instance, stream and partition make the name unlike any other,
 * whoever else writes to the folder.
 */
record Layout(Path target, StreamPlan plan, String extension) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    Path tableFolder(String table) {
        return target.resolve(SafeName.of(table));
    }

    /** The final name of a partition's file. */
    Path published(String partition, Manifest.Part part) {
        Path folder = tableFolder(part.table());
        return switch (part.kind()) {
            case RECORDS -> folder.resolve(name(partition) + extension);
            case REJECTS -> folder.resolve("_rejects").resolve(name(partition) + ".rejects.jsonl");
        };
    }

    private String name(String partition) {
        return TIME.format(plan.startedAt())
                + "-" + plan.instance().toString().replace("-", "")
                + "-" + SafeName.of(plan.stream())
                + "~" + SafeName.of(partition);
    }
}
