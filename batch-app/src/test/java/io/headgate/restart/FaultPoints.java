package io.headgate.restart;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The named places of {@link io.headgate.api.fault.FaultPoint} in the order in which a run passes them, each at a turn at which a
 * run of some twenty chunks reaches it.
 */
final class FaultPoints {

    private FaultPoints() {}

    /** All of a destination, in order. */
    static List<String> all(Landing.Kind landing, int partitions) {
        List<String> all = new ArrayList<>(planning(landing));
        all.addAll(moving(landing, partitions));
        all.addAll(THROWING);
        all.addAll(COMMITTING);
        all.addAll(publishing(landing));
        return all;
    }

    /** One of two halves, in order. */
    static List<String> half(Landing.Kind landing, int partitions, int which) {
        List<String> half = new ArrayList<>(everyOther(planning(landing), which));
        half.addAll(everyOther(moving(landing, partitions), which));
        half.addAll(everyOther(THROWING, which));
        half.addAll(everyOther(COMMITTING, which));
        half.addAll(everyOther(publishing(landing), which));
        return half;
    }

    /** The first throws where a source would, the second where a destination would. */
    private static final List<String> THROWING =
            List.of("repository.committed:2=throw", "destination.commit:2=throw", "repository.commit:2=throw");

    private static final List<String> COMMITTING =
            List.of("destination.commit:2", "repository.commit:2", "repository.committed:2");

    /** The names alone, with those that come after a run's end. */
    static Stream<String> names(Landing.Kind landing) {
        return Stream.of(Stage.values())
                .flatMap(stage -> places(stage, landing).stream())
                .map(place -> place.replaceAll(":.*", ""));
    }

    /** Those that only a write mode reaches which is staged: {@link ModesIT} kills at each. */
    static List<String> staged(Landing.Kind landing) {
        return landing.isFile()
                ? List.of("file.link.aside", "file.link.before-rename", "file.link.after-rename")
                : List.of("jdbc.publish.applied", "jdbc.publish.before-commit", "jdbc.publish.committed");
    }

    /** Those that only a replay reaches: {@link ReplayIT} kills at each. */
    static List<String> replaying(Landing.Kind landing) {
        List<String> places = new ArrayList<>(List.of("replay.claimed", "replay.published", "replay.removed"));
        if (landing.isFile()) {
            places.addAll(List.of("file.rejects.claimed", "file.rejects.removed"));
        }
        return places;
    }

    /** Those that only a run reaches whose target changes: {@link EvolutionIT} kills at each. */
    static List<String> evolving(Landing.Kind landing) {
        return landing.isFile()
                ? List.of("file.columns.before-rename", "file.columns.after-rename")
                : List.of("jdbc.evolve");
    }

    private static List<String> places(Stage stage, Landing.Kind landing) {
        List<String> places = new ArrayList<>();
        switch (stage) {
            case PLANNING -> places.addAll(planning(landing));
            case MOVING -> {
                places.addAll(moving(landing, 1));
                places.addAll(COMMITTING);
            }
            case PUBLISHING -> {
                places.addAll(publishing(landing));
                places.add(landing.isFile() ? "file.forget.after-rename" : "jdbc.forget");
            }
        }
        return places;
    }

    /** A place that a run may reach once it has begun, at a turn of at most so many where it is reached again and again. */
    static String any(Stage stage, Landing.Kind landing, Random random, int turns) {
        List<String> places = places(stage, landing);
        String place = places.get(random.nextInt(places.size()));
        int colon = place.indexOf(':');
        return colon < 0 ? place : place.substring(0, colon) + ":" + (1 + random.nextInt(turns));
    }

    /** How far a run is. */
    enum Stage {
        PLANNING,
        MOVING,
        PUBLISHING
    }

    private static List<String> everyOther(List<String> places, int which) {
        List<String> some = new ArrayList<>();
        for (int i = which; i < places.size(); i += 2) {
            some.add(places.get(i));
        }
        return some;
    }

    private static List<String> planning(Landing.Kind landing) {
        return landing.isFile()
                ? List.of("instance", "plan", "file.plan.before-rename", "prepare")
                : List.of("instance", "plan", "jdbc.prepare", "jdbc.prepared", "prepare");
    }

    /** A file's manifest is stored once per partition when it is opened, then with every chunk. */
    private static List<String> moving(Landing.Kind landing, int partitions) {
        return landing.isFile()
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
        return landing.isFile()
                ? List.of(
                        "publish",
                        "file.publishing.before-rename",
                        "file.publish.begun",
                        "file.publish.renamed",
                        "file.publish.done",
                        "published")
                : List.of("publish", "jdbc.publish", "published");
    }

    /** The exit code of a process that has reached the place. */
    static int exitCode(String fault) {
        return fault.endsWith("=throw") ? 1 : 137;
    }
}
