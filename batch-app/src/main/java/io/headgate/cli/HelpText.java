package io.headgate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code help} prints. */
final class HelpText {

    private static final String PROGRAM = "java -jar batch-app.jar ";

    private static final List<String> COMMON = List.of(
            "Keys of every command:",
            "  config=PATH       configuration file or folder; else JOB_CONFIG_PATH, ./config.toml, ./config.yaml,",
            "                    and if there is none the built-in demo with the flow 'auto'",
            "  output=text|json  json prints one JSON document (default text)",
            "  debug=true        adds stack traces",
            "",
            "--key=value means the same as key=value. Spring Boot's own properties work as well:",
            "--logging.level.io.headgate=debug.",
            "",
            "Exit codes: 0 completed, 1 failed (run the same command again to resume), 2 wrong usage or",
            "configuration (nothing was started), 3 the flow is running elsewhere, 4 stopped on request",
            "(run again to resume), 5 completed but a check on the data failed.");

    private HelpText() {}

    static List<String> overview() {
        List<String> lines = new ArrayList<>(List.of(
                "Headgate moves data from sources to destinations, exactly once.",
                "",
                "Usage: " + PROGRAM + "flow=NAME",
                "       " + PROGRAM + "COMMAND [key=value ...]",
                "",
                "Commands:"));
        for (Verb verb : Verb.values()) {
            lines.add(String.format("  %-13s %-26s %s", verb.word(), verb.usage(), verb.summary())
                    .stripTrailing());
        }
        lines.add("");
        lines.addAll(COMMON);
        return lines;
    }

    static List<String> of(Verb verb) {
        String command = verb == Verb.RUN ? "" : verb.word() + " ";
        List<String> lines = new ArrayList<>(List.of(
                verb.word() + ": " + verb.summary(),
                "",
                "Usage: " + (PROGRAM + command + verb.usage()).stripTrailing()));
        List<String> details = details(verb);
        if (!details.isEmpty()) {
            lines.add("");
            lines.addAll(details);
        }
        lines.add("");
        lines.addAll(COMMON);
        return lines;
    }

    private static List<String> details(Verb verb) {
        return switch (verb) {
            case RUN ->
                List.of(
                        "  flow=a,b          several flows, one after the other in the order of the configuration",
                        "  'flow=*'          all flows; quote it, or the shell may take * for file names",
                        "  run=NAME          completes the run of this name, once: resumes it if it is unfinished, starts it if",
                        "                    there is none, and does nothing if it is completed. For schedulers that retry",
                        "  fresh=true        gives an unfinished run up and starts anew",
                        "  force=true        with fresh=true: even if that lands records again that are there already",
                        "  KEY=VALUE         any other pair is for ${params.KEY} in the configuration",
                        "",
                        "The word 'run' may be left out. A run that failed, was stopped or killed is resumed by the same",
                        "command; one flow that fails does not keep the others from running.");
            case INIT ->
                Stream.concat(
                                Stream.of(
                                        "  config=PATH       the file to write (default config.toml); never overwritten",
                                        "",
                                        "Examples:"),
                                InitCommand.exampleNames().stream().map(name -> "  " + name))
                        .toList();
            case VALIDATE ->
                List.of(
                        "Reads the whole configuration and lists every mistake with file, line and column. Of a flow with",
                        "transforms, rules or a key it opens the source, and checks them against the columns that are there;",
                        "of a stream with schema = \"strict\" the target too. Changes nothing.",
                        "  flow=NAME         variables and parameters of other flows need not be set",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration");
            case CHECK ->
                List.of(
                        "  stream=NAME       of one stream only; * stands for anything",
                        "  records=N         records per stream (default 3)",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration",
                        "",
                        "Needs no flow and no destination, and changes nothing. Reads from the beginning, whatever flows",
                        "remember. Exit code 0 if every stream could be read, 1 if the source or a stream could not, 5 if a",
                        "record among the first was rejected.");
            case REJECTS ->
                List.of(
                        "  stream=NAME       of one stream only",
                        "  run=NAME          of one run only",
                        "  limit=N           at most so many per stream (default 20)",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration",
                        "",
                        "output=json has each record whole, as raw.");
            case REPLAY ->
                List.of(
                        "  stream=NAME       of one stream only",
                        "  from=FILE         takes repaired texts from what 'rejects flow=... output=json' has printed",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration",
                        "",
                        "Repair records before by editing 'raw' in the reject table or file, or in an export that from= takes,",
                        "or change the transforms or rules.",
                        "Each record begins at the step that has rejected it. Those that fit now land once and are gone from",
                        "the reject store; the others stay there with the new reason. A replay that was killed is resumed by",
                        "the same command. In the write modes append, merge and scd2.");
            case DIFF ->
                List.of(
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration",
                        "",
                        "Exit code 0 if they agree or there is no target yet, which it tells apart, 5 if they differ.");
            case DISCOVER, PLAN, STATE -> List.of("  params.KEY=VALUE  for ${params.KEY} in the configuration");
            case PREVIEW ->
                List.of(
                        "  records=N         records per stream (default 10); rows=N is the same",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration");
            case RUNS ->
                List.of("  flow=NAME         of one flow only", "  limit=N           at most so many (default 20)");
            case RESET ->
                List.of(
                        "  stream=NAME       of one stream only",
                        "  params.KEY=VALUE  for ${params.KEY} in the configuration",
                        "",
                        "Records that are read again land again: in append mode the destination then holds them twice.");
            default -> List.of();
        };
    }
}
