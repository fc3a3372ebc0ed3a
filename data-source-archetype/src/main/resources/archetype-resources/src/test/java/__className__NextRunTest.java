package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ${className}NextRunTest {

    private final MemorySourceState state = new MemorySourceState();

    private List<StreamPartition> run(long records) {
        ${className}Config config = new ${className}Config(records, 20, null);
        try (IDataSource source = new ${className}SourceFactory().create("${name}", config)) {
            source.connect(state);
            IDataSourceStream stream = source.streams().get(0);
            List<StreamPartition> partitions = stream.partitions(2);
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            partitions.forEach(partition -> finished.put(partition, StreamState.EMPTY));
            StreamState before = new StreamState(state.readStream("${name}"));
            state.updateStream("${name}", stream.stateAfter(finished, before).values());
            return partitions;
        }
    }

    @Test
    void theNextRunReadsWhatIsNewAndNothingIfNothingIs() {
        assertThat(run(50)).extracting(StreamPartition::estimatedRecords).containsExactly(25L, 25L);
        assertThat(run(50)).isEmpty();
        assertThat(run(61)).extracting(StreamPartition::data).containsExactly(StreamState.of("after", 50, "last", 61));
    }
}
