package io.headgate.testkit.destination;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The records that a crash test lands, the same in the parent and in every child. One record of each payload is unreadable. */
final class CrashScript {

    static final List<String> PARTITIONS = List.of("p0", "p1");
    static final int CHUNKS = 20;
    static final int PAYLOADS_OF_A_CHUNK = 2;
    static final int RECORDS_OF_A_PAYLOAD = 20;
    static final int RECORDS_OF_A_CHUNK = PAYLOADS_OF_A_CHUNK * RECORDS_OF_A_PAYLOAD;

    private static final RowSchema SCHEMA =
            RowSchema.of(Field.required("n", Primitive.INT64), Field.of("word", Primitive.STRING));
    private static final int STRIDE = 100_000;

    private CrashScript() {}

    static StreamPlan plan(String table, UUID instance, WriteMode mode) {
        return new StreamPlan(
                "flow",
                instance,
                Instant.parse("2026-01-01T00:00:00Z"),
                "stream",
                table,
                SCHEMA,
                mode,
                mode.hasKey() ? List.of("n") : List.of(),
                PARTITIONS);
    }

    /** The payload that begins after so many records of a partition. */
    static DataSourcePayload payload(String partition, long recordsBefore) {
        long first = PARTITIONS.indexOf(partition) * (long) STRIDE + recordsBefore + 1;
        long unreadable = first + RECORDS_OF_A_PAYLOAD - 1;
        RowBatchBuilder rows = new RowBatchBuilder(SCHEMA, RECORDS_OF_A_PAYLOAD);
        rows.origin("numbers");
        for (long n = first; n < unreadable; n++) {
            rows.longs(0).set(n);
            byte[] word = word(n).getBytes(StandardCharsets.UTF_8);
            rows.bytes(1).set(word, 0, word.length);
            rows.position(n);
            rows.endRow();
        }
        StreamState state = StreamState.of("n", recordsBefore + RECORDS_OF_A_PAYLOAD);
        return new DataSourcePayload(rows.build(), List.of(rejected(unreadable)), Map.of(), state, null);
    }

    static Checkpoint checkpoint(long chunks) {
        long records = chunks * RECORDS_OF_A_CHUNK;
        long rejected = chunks * PAYLOADS_OF_A_CHUNK;
        return new Checkpoint(
                chunks, records, records - rejected, rejected, "{\"n\":" + records + "}", chunks == CHUNKS);
    }

    static List<Long> expectedNumbers() {
        return numbers().filter(n -> !unreadable(n)).boxed().toList();
    }

    static List<RejectedRecord> expectedRejects() {
        return numbers()
                .filter(CrashScript::unreadable)
                .mapToObj(CrashScript::rejected)
                .toList();
    }

    private static LongStream numbers() {
        return IntStream.range(0, PARTITIONS.size()).boxed().flatMapToLong(partition -> LongStream.rangeClosed(
                        1, (long) CHUNKS * RECORDS_OF_A_CHUNK)
                .map(n -> partition * STRIDE + n));
    }

    private static boolean unreadable(long n) {
        return n % STRIDE % RECORDS_OF_A_PAYLOAD == 0;
    }

    static String word(long n) {
        return n % 3 == 0 ? "" : "word \"" + n + "\",\n日本";
    }

    private static RejectedRecord rejected(long n) {
        return new RejectedRecord("numbers:" + n, "UNREADABLE", "number " + n + " cannot be read", "raw;" + n);
    }
}
