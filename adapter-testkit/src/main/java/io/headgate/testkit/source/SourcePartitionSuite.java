package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.StateJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The union of the partitions is the whole, and no record is in two of them. */
public abstract class SourcePartitionSuite extends SourceSuite {

    private static final int LARGEST_DATA = 100_000;

    /** Whether a hint above 1 gives more than one partition for at least one stream. */
    protected boolean canBePartitioned() {
        return true;
    }

    @Test
    void theUnionOfThePartitionsIsTheWhole() {
        for (String stream : streamNames()) {
            RowSchema schema = schema(stream);
            List<String> whole = union(stream, schema, plan(stream, 1));
            for (int hint : new int[] {2, 3, 4, 8}) {
                assertThat(union(stream, schema, plan(stream, hint)))
                        .as("%s in %d partitions", stream, hint)
                        .containsExactlyInAnyOrderElementsOf(whole);
            }
        }
    }

    /** Each partition is read by a source that has not planned it, as on another machine. */
    private List<String> union(String stream, RowSchema schema, List<StreamPartition> partitions) {
        List<String> union = new ArrayList<>();
        for (StreamPartition partition : partitions) {
            union.addAll(records(read(stream, partition, start(stream, partition), ReadOptions.of(schema))));
        }
        return union;
    }

    @Test
    void partitionsAreNamedOnceAndSmallAsData() {
        for (String stream : streamNames()) {
            List<StreamPartition> partitions = plan(stream, 4);
            assertThat(partitions).extracting(StreamPartition::name).doesNotHaveDuplicates();
            assertThat(partitions)
                    .allSatisfy(partition ->
                            assertThat(partition.data().toString().length()).isLessThan(LARGEST_DATA));
            assertThat(plan(stream, 4)).as("planning has no memory").isEqualTo(partitions);
        }
    }

    /** As when the plan is stored, the process dies, and another one replays it. */
    @Test
    void aStoredPlanCanBeReplayedAfterAnotherWasMade() {
        for (String stream : streamNames()) {
            RowSchema schema = schema(stream);
            List<StreamPartition> plan = plan(stream, 4);
            List<StreamPartition> stored = plan.stream()
                    .map(partition -> new StreamPartition(
                            partition.name(), StateJson.roundTrip(partition.data()), partition.estimatedRecords()))
                    .toList();
            assertThat(stored).as("%s: a plan survives being stored", stream).isEqualTo(plan);
            List<String> replayed = withSource(source -> {
                stream(source, stream).partitions(2);
                List<String> records = new ArrayList<>();
                for (StreamPartition partition : stored) {
                    StreamState from = start(stream, partition);
                    records.addAll(records(drain(stream(source, stream), partition, from, ReadOptions.of(schema))));
                }
                return records;
            });
            assertThat(replayed).as(stream).containsExactlyInAnyOrderElementsOf(union(stream, schema, plan));
        }
    }

    @Test
    void aHintAboveOneIsTaken() {
        assumeTrue(canBePartitioned(), "the source says that it cannot be partitioned");
        assertThat(streamNames())
                .anySatisfy(stream -> assertThat(plan(stream, 4)).hasSizeGreaterThan(1));
    }
}
