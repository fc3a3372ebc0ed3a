package io.headgate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands. */
enum Verb {
    RUN(
            "flow=NAME[,NAME...]",
            "runs flows: resumes what is unfinished, else starts the next run",
            "flow",
            "run",
            "fresh",
            "force"),
    INIT("[EXAMPLE]", "writes a commented configuration file to begin with"),
    VALIDATE("[flow=NAME]", "checks the configuration and moves nothing", "flow"),
    SOURCES("[NAME]", "lists the source adapters, or the keys of one"),
    DESTINATIONS("[NAME]", "lists the destination adapters, or the keys of one"),
    CHECK(
            "source=NAME",
            "opens a source alone and reads the first records of each stream",
            "source",
            "stream",
            "records"),
    DISCOVER("flow=NAME", "lists the streams of a flow's source with their fields", "flow"),
    PREVIEW(
            "flow=NAME [records=N]",
            "shows the first records of each stream that a flow takes",
            "flow",
            "records",
            "rows"),
    DIFF("flow=NAME", "compares what would land with the columns of the target", "flow"),
    PLAN("flow=NAME", "tells what a run would do, and changes nothing", "flow"),
    RUNS("[flow=NAME] [limit=N]", "lists the latest runs", "flow", "limit"),
    REJECTS(
            "flow=NAME [stream=NAME]",
            "lists the records that a flow has set aside, with the reason",
            "flow",
            "stream",
            "run",
            "limit"),
    REPLAY(
            "flow=NAME [from=FILE]",
            "sends them through the flow again, repaired or not, once",
            "flow",
            "stream",
            "from"),
    STATE("flow=NAME", "shows from where the next run of a flow continues", "flow"),
    RESET("flow=NAME [stream=NAME]", "forgets that, so that the next run reads from the beginning", "flow", "stream"),
    HELP("[COMMAND]", "explains the commands, or one of them"),
    VERSION("", "prints the version");

    private final String usage;
    private final String summary;
    private final List<String> keys;

    Verb(String usage, String summary, String... keys) {
        this.usage = usage;
        this.summary = summary;
        this.keys = List.of(keys);
    }

    /** As it is written on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usage() {
        return usage;
    }

    String summary() {
        return summary;
    }

    /** Keys of this command besides the common ones. */
    List<String> keys() {
        return keys;
    }

    /** Whether a second word may follow: {@code sources csv}. */
    boolean takesSubject() {
        return this == INIT || this == SOURCES || this == DESTINATIONS || this == HELP;
    }

    boolean requiresFlow() {
        return switch (this) {
            case RUN, DISCOVER, PREVIEW, DIFF, PLAN, REJECTS, REPLAY, STATE, RESET -> true;
            case INIT, VALIDATE, CHECK, SOURCES, DESTINATIONS, RUNS, HELP, VERSION -> false;
        };
    }

    /** Whether the configuration is read. {@link #RUNS} looks at the history alone. */
    boolean readsConfiguration() {
        return requiresFlow() || this == VALIDATE || this == CHECK;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }
}
