package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.flow.AdapterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of each adapter has every key with its default, and no key that the adapter does not have. */
class DocumentedKeysTest {

    private static final String SOURCES = "sources";
    private static final Path DOCS = Path.of("../docs");

    /** Sources whose page is not called as they are. */
    private static final Map<String, String> PAGES = Map.of(
            "auto-generated-data", "generated",
            "postgresql", "databases",
            "mysql", "databases",
            "sqlite", "databases",
            "oracle", "databases",
            "mssql", "databases",
            "jdbc", "databases");

    /** The page to which that of a source refers for what they share. */
    private static final Map<String, String> SHARED =
            Map.of("csv", "files", "json", "files", "xml", "files", "web_scraper", "api");

    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    record Adapter(String kind, String name, List<AdapterKeys.Key> keys) {

        List<Row> page() throws IOException {
            String page = kind.equals(SOURCES) ? PAGES.getOrDefault(name, name) : name;
            return rows(DOCS.resolve(kind).resolve(page + ".md"));
        }

        List<Row> shared() throws IOException {
            String page = kind.equals(SOURCES) ? SHARED.get(name) : null;
            return page == null ? List.of() : rows(DOCS.resolve(kind).resolve(page + ".md"));
        }

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /**
     * A row of a table.
     *
     * @param header of its table
     */
    record Row(List<String> cells, List<String> header) {

        boolean names(String key) {
            return cells.stream().anyMatch(cell -> cell.contains("`" + key + "`"));
        }

        /** Whether it is the key's own, and not one that names it besides. */
        boolean isOf(String key) {
            return header.get(0).equals("key") && cells.get(0).contains("`" + key + "`");
        }

        boolean shows(String key, String value) {
            int column = header.indexOf("default");
            String place = isOf(key) && column >= 0 ? cells.get(column) : String.join("|", cells);
            return Pattern.compile("(?<!\\w)" + Pattern.quote(value) + "(?!\\w)")
                    .matcher(place)
                    .find();
        }

        Stream<String> keys() {
            return header.get(0).equals("key")
                    ? QUOTED.matcher(cells.get(0))
                            .results()
                            .map(MatchResult::group)
                            .map(text -> text.replace("`", ""))
                    : Stream.empty();
        }
    }

    private static List<Row> rows(Path page) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> header = List.of();
        for (String line : Files.readAllLines(page)) {
            if (!line.startsWith("|")) {
                header = List.of();
            } else if (header.isEmpty()) {
                header = cells(line);
            } else {
                rows.add(new Row(cells(line), header));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1).split("(?<!\\\\)\\|", -1))
                .map(String::strip)
                .toList();
    }

    static Stream<Adapter> adapters() {
        AdapterRegistry registry = new AdapterRegistry(Path.of("no-plugins"));
        assertThat(registry.sources()).extracting(IDataSourceFactory::name).contains("csv", "jdbc", "api", "orc");
        assertThat(registry.destinations())
                .extracting(IDataDestinationFactory::method)
                .contains("file", "jdbc");
        return Stream.concat(
                        registry.sources().stream()
                                .map(factory ->
                                        new Adapter(SOURCES, factory.name(), AdapterKeys.of(factory.configType()))),
                        registry.destinations().stream()
                                .map(factory -> new Adapter(
                                        "destinations", factory.method(), AdapterKeys.of(factory.configType()))))
                .filter(adapter -> !adapter.name().startsWith("test-"));
    }

    private static String last(AdapterKeys.Key key) {
        return key.key().replaceAll(".*\\.", "").replace("[]", "");
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void everyKeyStandsThereWithItsDefault(Adapter adapter) throws IOException {
        List<Row> rows = new ArrayList<>(adapter.page());
        rows.addAll(adapter.shared());
        for (AdapterKeys.Key key : adapter.keys()) {
            List<Row> naming = rows.stream().filter(row -> row.names(last(key))).toList();
            assertThat(naming).as("rows with the key " + key.key()).isNotEmpty();
            String value = key.required() ? "required" : key.defaultValue();
            boolean inWords = key.required() && naming.stream().noneMatch(row -> row.isOf(last(key)));
            if (value != null && !inWords) {
                assertThat(naming)
                        .as("rows with the key " + key.key() + ", of which one says " + value)
                        .anyMatch(row -> row.shows(last(key), value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void noKeyStandsThereThatTheAdapterDoesNotHave(Adapter adapter) throws IOException {
        Set<String> known =
                adapter.keys().stream().map(DocumentedKeysTest::last).collect(Collectors.toSet());
        known.add("target");
        assertThat(adapter.page().stream().flatMap(Row::keys)).isNotEmpty().isSubsetOf(known);
    }
}
