package io.headgate.source.generated;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.Map;

/** Prints how many records a second one thread makes for a consumer that does nothing with them. Not a test. */
final class GeneratedSpeed {

    private GeneratedSpeed() {}

    public static void main(String[] arguments) {
        long records = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20_000_000;
        for (int round = 1; round <= 3; round++) {
            long begun = System.nanoTime();
            long rows = read(records);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%,d records in %.2f s: %.1f M a second%n", rows, seconds, rows / seconds / 1e6);
        }
    }

    private static long read(long records) {
        long rows = 0;
        try (IDataSource source = GeneratedSources.of(Map.of("num_records", records))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema());
            try (PayloadCursor cursor = stream.open(stream.partitions(1).get(0), StreamState.EMPTY, options)) {
                for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                    rows += payload.data().rowCount();
                }
            }
        }
        return rows;
    }
}
