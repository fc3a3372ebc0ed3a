package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.StateJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From every state that a source emits, a new source reads exactly the records that followed it. */
public abstract class SourceRestartSuite extends SourceSuite {

    /** Sizes of payload to try; small ones give many states. */
    protected List<Integer> payloadRows() {
        return List.of(1, 3, 1000);
    }

    @Test
    void readingOnFromAnyStateGivesExactlyWhatFollowed() {
        int states = 0;
        for (String stream : streamNames()) {
            RowSchema schema = schema(stream);
            for (int hint : new int[] {1, 3}) {
                for (StreamPartition partition : plan(stream, hint)) {
                    for (int rows : payloadRows()) {
                        states += checkEveryState(
                                stream, partition, ReadOptions.of(schema).withRows(rows));
                    }
                }
            }
        }
        assertThat(states)
                .as("a source that gives no state cannot be restarted")
                .isPositive();
    }

    private int checkEveryState(String stream, StreamPartition partition, ReadOptions options) {
        List<DataSourcePayload> payloads = read(stream, partition, start(stream, partition), options);
        int states = 0;
        for (int i = 0; i < payloads.size(); i++) {
            StreamState state = payloads.get(i).state();
            if (state != null) {
                states++;
                List<String> followed = records(payloads.subList(i + 1, payloads.size()));
                assertThat(records(read(stream, partition, state, options)))
                        .as("%s %s from %s (payload %d, rows %d)", stream, partition.name(), state, i, options.rows())
                        .containsExactlyInAnyOrderElementsOf(followed);
                assertThat(records(read(stream, partition, state, options.withRows(7))))
                        .as("%s %s from %s with another size of payload", stream, partition.name(), state)
                        .containsExactlyInAnyOrderElementsOf(followed);
            }
        }
        return states;
    }

    @Test
    void everyStateComesBackEqualFromJson() {
        for (String stream : streamNames()) {
            ReadOptions options = ReadOptions.of(schema(stream)).withRows(1);
            for (StreamPartition partition : plan(stream, 3)) {
                for (DataSourcePayload payload : read(stream, partition, start(stream, partition), options)) {
                    StreamState state = payload.state();
                    if (state != null) {
                        assertThat(StateJson.roundTrip(state))
                                .as("%s %s", stream, partition.name())
                                .isEqualTo(state);
                    }
                }
            }
        }
    }

    /** Without it the last records of a partition could never be committed. */
    @Test
    void aPartitionEndsWithAState() {
        for (String stream : streamNames()) {
            for (int rows : payloadRows()) {
                ReadOptions options = ReadOptions.of(schema(stream)).withRows(rows);
                for (StreamPartition partition : plan(stream, 3)) {
                    List<DataSourcePayload> payloads = read(stream, partition, start(stream, partition), options);
                    if (!payloads.isEmpty()) {
                        assertThat(payloads.get(payloads.size() - 1).state())
                                .as("%s %s, rows %d", stream, partition.name(), rows)
                                .isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void theStateAfterARunDependsOnlyOnWhatWasStored() {
        for (String stream : streamNames()) {
            StreamState before = new StreamState(createState().readStream(stream));
            RowSchema schema = schema(stream);
            StreamState first = stateAfter(stream, before, schema, 1);
            assertThat(stateAfter(stream, before, schema, 4))
                    .as("the same whatever the partitions")
                    .isEqualTo(first);
        }
    }

    private StreamState stateAfter(String stream, StreamState before, RowSchema schema, int hint) {
        Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
        for (StreamPartition partition : plan(stream, hint)) {
            List<DataSourcePayload> payloads =
                    read(stream, partition, start(stream, partition), ReadOptions.of(schema));
            StreamState last = payloads.isEmpty()
                    ? null
                    : payloads.get(payloads.size() - 1).state();
            finished.put(partition, last == null ? StreamState.EMPTY : last);
        }
        return withSource(source -> stream(source, stream).stateAfter(finished, before));
    }
}
