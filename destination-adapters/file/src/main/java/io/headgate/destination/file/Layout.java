package io.headgate.destination.file;

import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of what a user sees: {@code <table>/<time>-<instance>-<stream>~<partition>.csv}, and rejected records under {@code
 * <table>/_rejects}. The time goes first so that names sort by it; instance, stream and partition make the name unlike any other,
 * whoever else writes to the folder. A table that is replaced as a whole is a link to a folder with such files.
 */
record Layout(Path target, StreamPlan plan, String extension) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /** Begins the name of each folder that a table's link may be turned to. Names sort by time. */
    static final String VERSION = "v-";

    Path tableFolder(String table) {
        return target.resolve(SafeName.of(table));
    }

    /** The folder that holds the work folder: it must not be replaced with the table. */
    Path home() {
        return plan.mode() == WriteMode.OVERWRITE
                ? target.resolve(WorkFolder.HOME).resolve(SafeName.of(plan.table()))
                : tableFolder(plan.table()).resolve(WorkFolder.HOME);
    }

    /** Where the files of a stream that replaces its table are published: what the table's link is turned to. */
    Path version() {
        return home().resolve(VERSION + TIME.format(plan.startedAt()) + "-"
                + plan.instance().toString().replace("-", ""));
    }

    /** The final name of a partition's file. */
    Path published(String partition, Manifest.Part part) {
        Path folder = plan.mode() == WriteMode.OVERWRITE ? version() : tableFolder(part.table());
        return switch (part.kind()) {
            case RECORDS -> folder.resolve(name(partition) + extension);
            case REJECTS -> folder.resolve(RejectFolder.NAME).resolve(name(partition) + RejectFile.EXTENSION);
        };
    }

    private String name(String partition) {
        return TIME.format(plan.startedAt())
                + "-" + plan.instance().toString().replace("-", "")
                + "-" + SafeName.of(plan.stream())
                + "~" + SafeName.of(partition);
    }
}
