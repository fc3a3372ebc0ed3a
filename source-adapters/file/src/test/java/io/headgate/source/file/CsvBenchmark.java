package io.headgate.source.file;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Measures processor time on one core: how fast 8 mixed columns of about 100 bytes are read, and how fast a file is searched for places to cut.
 * Arguments: folder, millions of rows, and anything else to quote every text. Not a test.
 */
final class CsvBenchmark {

    private CsvBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int rows = Integer.parseInt(arguments[1]) * 1_000_000;
        boolean quoted = arguments.length > 2;
        Path file = folder.resolve("bench.csv");
        write(file, rows, quoted);
        CsvFolder source = new CsvFolder(folder).with("min_partition_bytes", "1MB");
        for (boolean fastcsv : new boolean[] {false, false, false, false, true, true}) {
            source.tuned(fastcsv ? CsvTuning.DEFAULT.withFastcsv() : CsvTuning.DEFAULT);
            read(source, fastcsv ? "fastcsv" : "bytes", Files.size(file));
        }
        source.tuned(CsvTuning.DEFAULT);
        for (int i = 0; i < 4; i++) {
            cut(source, Files.size(file));
        }
        Files.delete(file);
    }

    private static void read(CsvFolder folder, String name, long bytes) {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema());
            StreamPartition partition = stream.partitions(1).get(0);
            long start = cpu();
            long rows = 0;
            long rejected = 0;
            try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                    rows += payload.data().rowCount();
                    rejected += payload.rejected().size();
                }
            }
            print(
                    name + " "
                            + stream.schema().fields().stream()
                                    .map(f -> f.type().text())
                                    .toList(),
                    rows,
                    bytes,
                    start);
            if (rejected > 0) {
                throw new IllegalStateException(rejected + " rejected");
            }
        }
    }

    private static void cut(CsvFolder folder, long bytes) {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            stream.schema();
            long start = cpu();
            int partitions = stream.partitions(100).size();
            print("plan of " + partitions + " partitions", 0, bytes, start);
        }
    }

    private static void print(String what, long rows, long bytes, long start) {
        double seconds = (cpu() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-90s %.2f s  %.2f M rows/s  %.0f MB/s%n",
                what,
                seconds,
                rows / seconds / 1e6,
                bytes / seconds / 1e6);
    }

    private static void write(Path file, int rows, boolean quoted) throws IOException {
        Random random = new Random(7);
        String q = quoted ? "\"" : "";
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("id,vendor,pickup,day,distance,fare,paid,note\n".getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < rows; i++) {
                line.setLength(0);
                line.append(i)
                        .append(',')
                        .append(q)
                        .append("vendor-")
                        .append(random.nextInt(1000))
                        .append(q);
                line.append(",2026-")
                        .append(two(1 + random.nextInt(12)))
                        .append('-')
                        .append(two(1 + random.nextInt(28)));
                line.append(' ')
                        .append(two(random.nextInt(24)))
                        .append(":1")
                        .append(random.nextInt(10))
                        .append(":05");
                line.append(",2026-0").append(1 + random.nextInt(9)).append("-11,");
                line.append(random.nextInt(100))
                        .append('.')
                        .append(two(random.nextInt(100)))
                        .append(',');
                line.append(random.nextInt(1000))
                        .append('.')
                        .append(two(random.nextInt(100)))
                        .append(',');
                line.append(random.nextBoolean()).append(',').append(q);
                line.append("some free text of a trip, ".substring(0, quoted ? 26 : 24))
                        .append(random.nextInt(100000));
                line.append(q).append('\n');
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Processor time of this thread: the machine may be busy with other things. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
