package io.headgate.restart;

import java.util.ArrayList;
import java.util.List;

/**
 * The named places of {@link io.headgate.api.fault.FaultPoint} in the order in which a run passes them, each at a turn at which a
 * run of some twenty chunks reaches it.
 */
final class FaultPoints {

    private FaultPoints() {}

    /** What the engine passes while it plans. */
    private static final List<String> PLANNING = List.of("plan", "prepare");

    /** What it passes with every chunk. The first throws where a source would, the second where a destination would. */
    private static final List<String> MOVING = List.of(
            "repository.committed:2=throw",
            "destination.commit:2=throw",
            "repository.commit:2=throw",
            "destination.commit:2",
            "repository.commit:2",
            "repository.committed:2");

    private static final List<String> PUBLISHING = List.of("publish", "published");

    /** All of a destination, in order. */
    static List<String> all(Landing.Kind landing, int partitions) {
        List<String> all = new ArrayList<>();
        all.addAll(planning(landing));
        all.addAll(PLANNING);
        all.addAll(moving(landing, partitions));
        all.addAll(MOVING);
        all.addAll(publishing(landing));
        all.addAll(PUBLISHING);
        return all;
    }

    /** The engine's, and every other one of the destination's: the even or the odd ones. */
    static List<String> half(Landing.Kind landing, int partitions, int which) {
        List<String> half = new ArrayList<>();
        half.addAll(everyOther(planning(landing), which));
        half.addAll(PLANNING);
        half.addAll(everyOther(moving(landing, partitions), which));
        half.addAll(MOVING);
        half.addAll(everyOther(publishing(landing), which));
        half.addAll(PUBLISHING);
        return half;
    }

    private static List<String> everyOther(List<String> places, int which) {
        List<String> some = new ArrayList<>();
        for (int i = which; i < places.size(); i += 2) {
            some.add(places.get(i));
        }
        return some;
    }

    private static List<String> planning(Landing.Kind landing) {
        return landing == Landing.Kind.FILE
                ? List.of("file.plan.before-rename")
                : List.of("jdbc.prepare", "jdbc.prepared");
    }

    /** A file's manifest is stored once per partition when it is opened, then with every chunk. */
    private static List<String> moving(Landing.Kind landing, int partitions) {
        return landing == Landing.Kind.FILE
                ? List.of(
                        "file.open.claimed",
                        "file.commit.before-sync:2",
                        "file.open.copied",
                        "file.manifest.before-rename:" + (partitions + 2),
                        "file.open.stored",
                        "file.manifest.after-rename:" + (partitions + 2))
                : List.of(
                        "jdbc.after-takeover",
                        "jdbc.written:2",
                        "jdbc.before-checkpoint:2",
                        "jdbc.before-commit:2",
                        "jdbc.after-commit:2");
    }

    private static List<String> publishing(Landing.Kind landing) {
        return landing == Landing.Kind.FILE
                ? List.of(
                        "file.publishing.before-rename",
                        "file.publish.begun",
                        "file.publish.renamed",
                        "file.publish.done")
                : List.of();
    }

    /** The exit code of a process that has reached the place. */
    static int exitCode(String fault) {
        return fault.endsWith("=throw") ? 1 : 137;
    }
}
