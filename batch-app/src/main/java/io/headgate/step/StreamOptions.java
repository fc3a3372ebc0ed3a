package io.headgate.step;

import io.headgate.api.destination.WriteMode;
import io.headgate.reader.ChunkLimits;
import io.headgate.transform.FlowTransforms;
import io.headgate.transform.UniqueKeyFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the streams of a flow are read and landed.
 *
 * @param tablePattern where a stream lands; {@code {stream}} stands for its name
 * @param partitions how many partitions of a stream run at the same time
 * @param chunk when a chunk is full
 * @param transforms what happens to records on the way
 * @param keyFiles where the keys of unique rules lie while a run is unfinished
 * @param map changes or drops records on the way, or null
 */
public record StreamOptions(
        String tablePattern,
        WriteMode mode,
        List<String> key,
        int partitions,
        ChunkLimits chunk,
        FlowTransforms transforms,
        UniqueKeyFiles keyFiles,
        @Nullable RecordFunction map) {

    public String table(String stream) {
        return tablePattern.replace("{stream}", stream);
    }
}
