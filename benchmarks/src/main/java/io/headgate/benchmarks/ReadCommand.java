package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a process of its own does for a library: it reads a file and tells the rows and the seconds that they took. */
final class ReadCommand {

    private static final String LIBRARY = "library=";

    /** A library that reads a file and drops every value. */
    private interface Reader {
        long read(Path file, TextValues texts) throws IOException;
    }

    /** By format those that were compared with the one of the tables. */
    private static final Map<String, Map<String, Reader>> OTHERS = Map.of(
            "csv", Map.of("lightning-csv", LightningCsv::read),
            "json", Map.of("jackson", JsonTexts::read));

    private ReadCommand() {}

    /**
     * @param arguments FORMAT FILE [SHAPE] [library=NAME]; with a shape texts become values
     */
    static String run(List<String> arguments) {
        String last = arguments.get(arguments.size() - 1);
        boolean other = last.startsWith(LIBRARY);
        List<String> given = other ? arguments.subList(0, arguments.size() - 1) : arguments;
        if (given.size() < 2 || given.size() > 3) {
            throw new BenchmarkException("read needs FORMAT FILE, and takes SHAPE and " + LIBRARY + "NAME");
        }
        String format = given.get(0);
        Reader reader = other ? other(format, last.substring(LIBRARY.length())) : MeasuredFormat.named(format)::read;
        TextValues texts =
                given.size() == 2 ? TextValues.UNTOUCHED : TextValues.converted(RowShape.named(given.get(2)));
        return run(reader, Path.of(given.get(1)), texts);
    }

    private static Reader other(String format, String name) {
        Map<String, Reader> known = OTHERS.getOrDefault(format, Map.of());
        Reader reader = known.get(name);
        if (reader == null) {
            throw new BenchmarkException(
                    LIBRARY + name + " is not known for " + format + ": " + new TreeMap<>(known).keySet());
        }
        return reader;
    }

    private static String run(Reader reader, Path file, TextValues texts) {
        try {
            long start = System.nanoTime();
            long rows = reader.read(file, texts);
            return rows + " " + (System.nanoTime() - start) / 1e9;
        } catch (IOException e) {
            throw new BenchmarkException(file + " could not be read", e);
        }
    }
}
