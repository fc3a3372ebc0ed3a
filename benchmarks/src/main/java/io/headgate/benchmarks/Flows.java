package io.headgate.benchmarks;

import java.nio.file.Path;

/** Configurations of the flow {@code bench}, whose table or folder is {@code bench} as well. */
final class Flows {

    private Flows() {}

    static String csvTo(DataFile data, String method, String target, String config, int partitions) {
        return csvTo(data.path(), data.shape(), method, target, config, partitions);
    }

    /**
     * @param path a file, or a folder of files
     */
    static String csvTo(Path path, RowShape shape, String method, String target, String config, int partitions) {
        return """
                [sources.bench]
                name = "csv"
                config = { source_path = "%s", columns = %s }
                """
                        .formatted(path, shape.declared())
                + toDestination(method, target, config, partitions);
    }

    static String generatedTo(long rows, String method, String target, String config, int partitions) {
        return """
                [sources.bench]
                name = "auto-generated-data"
                config = { num_records = %d }
                """
                        .formatted(rows)
                + toDestination(method, target, config, partitions);
    }

    /**
     * @param source the lines of the source, without its heading
     */
    static String fileTo(String source, String method, String target, String config, int partitions) {
        return "[sources.bench]\n" + source + toDestination(method, target, config, partitions);
    }

    private static String toDestination(String method, String target, String config, int partitions) {
        return """
                [destinations.bench-dest]
                method = "%s"
                target = "%s"
                config = %s
                [[flows]]
                name = "bench"
                from = "bench"
                to = "bench-dest"
                table = "bench"
                partitions = %d
                """
                .formatted(method, target, config, partitions);
    }
}
