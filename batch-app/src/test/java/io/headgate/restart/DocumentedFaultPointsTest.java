package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fault points of the program, of the documentation and of the tests are the same. */
class DocumentedFaultPointsTest {

    private static final Pattern REACHED = Pattern.compile("FaultPoint\\.reach\\(\"([a-z.-]+)\"\\)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| ");

    private static Set<String> reached() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
            return files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .flatMap(file -> matches(REACHED, file))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> matches(Pattern pattern, Path file) {
        try {
            return pattern
                    .matcher(Files.readString(file))
                    .results()
                    .map((Function<MatchResult, String>) match -> match.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tables below the headings about them, in the pages that have such a heading. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path page : new Path[] {
            Path.of("../docs/reliability.md"),
            Path.of("../docs/destinations/file.md"),
            Path.of("../docs/destinations/jdbc.md")
        }) {
            String text = Files.readString(page);
            int start = Math.max(text.indexOf("## Places to die"), text.indexOf("## Fault points"));
            assertThat(start).as("heading in %s", page).isNotNegative();
            int end = text.indexOf("\n## ", start);
            DOCUMENTED
                    .matcher(end < 0 ? text.substring(start) : text.substring(start, end))
                    .results()
                    .forEach(match -> names.add(match.group(1)));
        }
        return names;
    }

    @Test
    void everyPlaceInTheProgramIsDocumentedAndTheOtherWayRound() throws IOException {
        assertThat(documented()).isEqualTo(reached());
    }

    @Test
    void everyPlaceIsOneAtWhichTheTestsKillTheProcess() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (Landing.Kind landing : Landing.Kind.values()) {
            FaultPoints.names(landing).forEach(tested::add);
            tested.addAll(FaultPoints.staged(landing));
            tested.addAll(FaultPoints.replaying(landing));
            tested.addAll(FaultPoints.evolving(landing));
        }
        assertThat(tested).isEqualTo(reached());
    }
}
