package io.headgate.restart;

import io.headgate.restart.ChaosResult.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a series: by scenario, by fault, by fault point. */
final class ChaosTables {

    static final String BEGIN = "<!-- chaos: begin, written by the series -->";
    static final String END = "<!-- chaos: end -->";

    private final List<ChaosResult> results;

    ChaosTables(List<ChaosResult> results) {
        this.results = results;
    }

    /** Everything between the markers. */
    String text() {
        return Stream.of(List.of(heading(), ""), scenarios(), List.of(""), faults(), List.of(""), points())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }

    /** Replaces what stands between the markers. */
    void writeTo(Path page) throws IOException {
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the tables");
        }
        Files.writeString(page, before.substring(0, begin) + BEGIN + "\n" + text() + "\n" + before.substring(end));
    }

    private String heading() {
        String seeds = results.stream()
                .map(ChaosResult::seed)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return "**" + number(sum(results, ChaosResult::kills)) + " kills** in " + number(results.size())
                + " rounds: " + number(sum(results, ChaosResult::lost)) + " lost, "
                + number(sum(results, ChaosResult::doubled)) + " doubled, "
                + number(results.stream().filter(result -> !result.isRight()).count())
                + " rounds in which anything else was wrong. Seed " + seeds + ".";
    }

    private List<String> scenarios() {
        Map<String, List<ChaosResult>> byScenario = results.stream()
                .collect(Collectors.groupingBy(ChaosResult::scenario, TreeMap::new, Collectors.toList()));
        return Stream.of(
                        Stream.of(
                                "| scenario | rounds | kills | other faults | resumes | records | rejects | lost | doubled |",
                                "|---|---|---|---|---|---|---|---|---|"),
                        byScenario.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue())),
                        Stream.of(line("**all**", results)))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String line(String name, List<ChaosResult> some) {
        long kills = sum(some, ChaosResult::kills);
        return row(
                name,
                some.size(),
                kills,
                hits(some).filter(Hit::met).count() - kills,
                sum(some, ChaosResult::resumes),
                sum(some, ChaosResult::records),
                sum(some, ChaosResult::rejects),
                sum(some, ChaosResult::lost),
                sum(some, ChaosResult::doubled));
    }

    /** A round meets several faults: its losses, if it had any, would stand in the line of each of them. */
    private List<String> faults() {
        return Stream.concat(
                        Stream.of(
                                "| fault | times | exit codes | rounds with it | lost in these | doubled in these |",
                                "|---|---|---|---|---|---|"),
                        Arrays.stream(ChaosFault.values()).map(this::line))
                .toList();
    }

    private String line(ChaosFault fault) {
        List<ChaosResult> with =
                results.stream().filter(result -> result.count(fault) > 0).toList();
        String codes = hits(results)
                .filter(hit -> hit.fault() == fault && hit.met())
                .collect(Collectors.groupingBy(Hit::exitCode, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return row(
                fault.label(),
                sum(results, result -> result.count(fault)),
                codes,
                with.size(),
                sum(with, ChaosResult::lost),
                sum(with, ChaosResult::doubled));
    }

    private List<String> points() {
        TreeMap<String, Long> kills = places(ChaosFault.KILL_AT_POINT);
        TreeMap<String, Long> exceptions = places(ChaosFault.THROW);
        TreeMap<String, Long> all = new TreeMap<>(kills);
        all.putAll(exceptions);
        return Stream.concat(
                        Stream.of("| fault point | SIGKILL | exception |", "|---|---|---|"),
                        all.keySet().stream()
                                .map(name -> row(
                                        "`" + name + "`",
                                        kills.getOrDefault(name, 0L),
                                        exceptions.getOrDefault(name, 0L))))
                .toList();
    }

    private TreeMap<String, Long> places(ChaosFault fault) {
        return hits(results)
                .filter(hit -> hit.fault() == fault && hit.met())
                .collect(Collectors.groupingBy(
                        hit -> hit.where().replaceAll(":.*", ""), TreeMap::new, Collectors.counting()));
    }

    private static Stream<Hit> hits(List<ChaosResult> some) {
        return some.stream().flatMap(result -> result.hits().stream());
    }

    private static long sum(List<ChaosResult> some, ToLongFunction<ChaosResult> number) {
        return some.stream().mapToLong(number).sum();
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell instanceof Number count ? number(count.longValue()) : cell.toString())
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String number(long value) {
        return String.format(java.util.Locale.ROOT, "%,d", value);
    }
}
