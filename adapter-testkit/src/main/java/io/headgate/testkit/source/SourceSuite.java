package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the source suites have in common. An adapter's test extends a suite and says how a source is made; everything it reads must
 * stay the same for the length of a test, since it is read again and again.
 */
public abstract class SourceSuite {

    /** A new source over the same data, not connected. */
    protected abstract IDataSource createSource();

    /** State that the source starts with. */
    protected IDataSourceState createState() {
        return new MemorySourceState();
    }

    /** Opens a source, hands it over, closes it. */
    protected final <T> T withSource(Function<IDataSource, T> action) {
        try (IDataSource source = createSource()) {
            source.connect(createState());
            return action.apply(source);
        }
    }

    protected final List<String> streamNames() {
        return withSource(
                source -> source.streams().stream().map(IDataSourceStream::name).toList());
    }

    protected static IDataSourceStream stream(IDataSource source, String name) {
        return source.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the source has lost its stream " + name));
    }

    protected final RowSchema schema(String stream) {
        return withSource(source -> stream(source, stream).schema());
    }

    protected final List<StreamPartition> plan(String stream, int hint) {
        return withSource(source -> stream(source, stream).partitions(hint));
    }

    /** Reads a partition from a place to its end, with a source of its own as a restarted process would. */
    protected final List<DataSourcePayload> read(
            String stream, StreamPartition partition, StreamState from, ReadOptions options) {
        return withSource(source -> drain(stream(source, stream), partition, from, options));
    }

    /** Reads a partition from a place to its end. */
    protected static List<DataSourcePayload> drain(
            IDataSourceStream stream, StreamPartition partition, StreamState from, ReadOptions options) {
        List<DataSourcePayload> payloads = new ArrayList<>();
        try (PayloadCursor cursor = stream.open(partition, from, options)) {
            DataSourcePayload payload = cursor.next();
            while (payload != null) {
                payloads.add(payload);
                payload = cursor.next();
            }
        }
        return payloads;
    }

    /** Where the engine begins a partition. */
    protected final StreamState start(String stream, StreamPartition partition) {
        return partition.isWhole() ? new StreamState(createState().readStream(stream)) : StreamState.EMPTY;
    }

    /** Every record of the payloads in order, rejected ones included, each as a line of text. */
    protected static List<String> records(List<DataSourcePayload> payloads) {
        List<String> records = new ArrayList<>();
        for (DataSourcePayload payload : payloads) {
            RowBatch data = payload.data();
            for (int row = 0; row < data.rowCount(); row++) {
                records.add(text(data, row));
            }
            for (RejectedRecord rejected : payload.rejected()) {
                records.add("rejected " + rejected.place() + " " + rejected.code() + " " + rejected.raw());
            }
        }
        return records;
    }

    /** A row as text in which every value can be told from every other, null from empty. */
    protected static String text(RowBatch data, int row) {
        return text(data.toMap(row), data.schema());
    }

    /** The same for a record that stands in a map; a field that it lacks is null. */
    static String text(Map<String, ?> record, RowSchema schema) {
        assertThat(schema.names()).containsAll(record.keySet());
        return schema.names().stream()
                .map(name -> text(record.get(name)))
                .toList()
                .toString();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "bytes" + Arrays.toString(bytes);
        }
        return value == null ? "null" : value.getClass().getSimpleName() + "'" + value + "'";
    }
}
