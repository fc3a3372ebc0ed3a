package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.StateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source reads what is there, in the form that it declares. */
public abstract class SourceReadSuite extends SourceSuite {

    /**
     * The records that a stream has, in any order, as {@link io.headgate.api.data.RowBatch#toMap} gives them; a field without a
     * value may be left out. Written down by hand or made by other code than the source's.
     */
    protected abstract List<Map<String, Object>> expectedRecords(String stream);

    /** How many records of a stream cannot be parsed. */
    protected int expectedRejects(String stream) {
        return 0;
    }

    @Test
    void listsStreamsInAStableOrderAndNoneBeforeConnectOrAfterClose() {
        IDataSource source = createSource();
        assertThat(source.streams()).as("before connect").isEmpty();
        source.connect(createState());
        List<String> names =
                source.streams().stream().map(IDataSourceStream::name).toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates().isEqualTo(streamNames());
        assertThat(names).allSatisfy(name -> assertThat(name).isNotBlank().hasSizeLessThanOrEqualTo(80));
        source.close();
        assertThat(source.streams()).as("after close").isEmpty();
        source.close();
    }

    @Test
    void readsEveryRecord() {
        for (String stream : streamNames()) {
            RowSchema schema = schema(stream);
            List<DataSourcePayload> payloads = new ArrayList<>();
            for (StreamPartition partition : plan(stream, 1)) {
                payloads.addAll(read(stream, partition, start(stream, partition), ReadOptions.of(schema)));
            }
            List<String> expected = expectedRecords(stream).stream()
                    .map(record -> text(record, schema))
                    .sorted()
                    .toList();
            assertThat(withoutRejects(records(payloads)).stream().sorted().toList())
                    .as("records of %s", stream)
                    .isEqualTo(expected);
            assertThat(payloads.stream()
                            .mapToInt(payload -> payload.rejected().size())
                            .sum())
                    .as("rejected records of %s", stream)
                    .isEqualTo(expectedRejects(stream));
        }
    }

    @Test
    void nothingFollowsTheEndAndACursorMayBeClosedTwice() {
        for (String stream : streamNames()) {
            for (StreamPartition partition : plan(stream, 1)) {
                withSource(source -> {
                    ReadOptions options = ReadOptions.of(schema(stream));
                    PayloadCursor cursor = stream(source, stream).open(partition, start(stream, partition), options);
                    while (cursor.next() != null) {
                        // to the end
                    }
                    assertThat(cursor.next()).as("%s after its end", stream).isNull();
                    assertThat(cursor.next())
                            .as("%s long after its end", stream)
                            .isNull();
                    cursor.close();
                    cursor.close();
                    return true;
                });
            }
        }
    }

    @Test
    void metadataHoldsJsonValues() {
        for (String stream : streamNames()) {
            ReadOptions options = ReadOptions.of(schema(stream));
            for (StreamPartition partition : plan(stream, 1)) {
                for (DataSourcePayload payload : read(stream, partition, start(stream, partition), options)) {
                    StreamState metadata = new StreamState(new LinkedHashMap<>(payload.metadata()));
                    assertThat(StateJson.roundTrip(metadata)).as(stream).isEqualTo(metadata);
                }
            }
        }
    }

    @Test
    void readsTheSameRecordsWhateverTheSizeOfAPayload() {
        for (String stream : streamNames()) {
            ReadOptions options = ReadOptions.of(schema(stream));
            for (StreamPartition partition : plan(stream, 1)) {
                List<String> whole = records(read(stream, partition, start(stream, partition), options));
                for (int rows : new int[] {1, 3, 1000}) {
                    List<DataSourcePayload> payloads =
                            read(stream, partition, start(stream, partition), options.withRows(rows));
                    assertThat(payloads)
                            .allSatisfy(payload -> assertThat(payload.data().rowCount())
                                    .as("rows wanted are an upper bound")
                                    .isLessThanOrEqualTo(rows));
                    assertThat(withoutRejects(records(payloads))).isEqualTo(withoutRejects(whole));
                    assertThat(records(payloads)).containsExactlyInAnyOrderElementsOf(whole);
                }
                List<DataSourcePayload> small = read(stream, partition, start(stream, partition), options.withBytes(1));
                assertThat(records(small)).containsExactlyInAnyOrderElementsOf(whole);
            }
        }
    }

    /** Within a payload rejected records stand apart, so only the others have an order to compare. */
    private static List<String> withoutRejects(List<String> records) {
        return records.stream()
                .filter(record -> !record.startsWith("rejected "))
                .toList();
    }

    @Test
    void everyBatchHasThePlannedSchema() {
        for (String stream : streamNames()) {
            RowSchema schema = schema(stream);
            assertThat(schema(stream)).as("a schema is stable").isEqualTo(schema);
            assertThat(RowSchema.fromMap(schema.toMap()))
                    .as("and can be stored")
                    .isEqualTo(schema);
            for (StreamPartition partition : plan(stream, 1)) {
                for (DataSourcePayload payload :
                        read(stream, partition, start(stream, partition), ReadOptions.of(schema))) {
                    assertThat(payload.data().schema()).isEqualTo(schema);
                    requireNoNullsWhereNoneAreAllowed(payload, schema);
                }
            }
        }
    }

    private static void requireNoNullsWhereNoneAreAllowed(DataSourcePayload payload, RowSchema schema) {
        for (int field = 0; field < schema.size(); field++) {
            for (int row = 0; row < payload.data().rowCount(); row++) {
                if (!schema.field(field).nullable()) {
                    assertThat(payload.data().column(field).isNull(row))
                            .as("null in %s, which is declared to have none", schema.field(field))
                            .isFalse();
                }
            }
        }
    }
}
