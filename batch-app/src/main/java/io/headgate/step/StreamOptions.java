package io.headgate.step;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.WriteMode;
import io.headgate.reader.ChunkLimits;
import io.headgate.transform.FlowTransforms;
import io.headgate.transform.TransformPlan;
import io.headgate.transform.UniqueKeyFiles;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the streams of a flow are read and landed.
 *
 * @param tablePattern where a stream lands; {@code {stream}} stands for its name
 * @param key fields that identify a record; empty: the source's primary key, where the mode needs one
 * @param modeOptions what the mode needs to know besides
 * @param partitions how many partitions of a stream run at the same time
 * @param chunk when a chunk is full
 * @param repositoryInterval how often the JobRepository hears of a partition's chunks, at most; zero: of each one
 * @param transforms what happens to records on the way
 * @param keyFiles where the keys of unique rules lie while a run is unfinished
 * @param map changes or drops records on the way, or null
 */
public record StreamOptions(
        String tablePattern,
        WriteMode mode,
        List<String> key,
        ModeOptions modeOptions,
        int partitions,
        ChunkLimits chunk,
        Duration repositoryInterval,
        FlowTransforms transforms,
        UniqueKeyFiles keyFiles,
        @Nullable RecordFunction map) {

    /** The fields that identify a record of a stream, if the mode wants to know. */
    List<String> key(@Nullable RowSchema schema) {
        return key.isEmpty() && mode.hasKey() && schema != null ? schema.primaryKey() : key;
    }

    /** What the mode needs to know of a stream; a computed deletion stands in a field of its own. */
    ModeOptions modeOptions(String stream) {
        return transforms.of(stream).deleteWhen() == null
                ? modeOptions
                : new ModeOptions(TransformPlan.DELETE_FIELD, modeOptions.scd2());
    }

    public String table(String stream) {
        return tablePattern.replace("{stream}", stream);
    }
}
