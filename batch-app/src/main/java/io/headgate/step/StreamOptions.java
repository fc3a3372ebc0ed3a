package io.headgate.step;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.WriteMode;
import io.headgate.reader.ChunkLimits;
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
 * @param map changes or drops records on the way, or null
 */
public record StreamOptions(
        String tablePattern,
        WriteMode mode,
        List<String> key,
        ModeOptions modeOptions,
        int partitions,
        ChunkLimits chunk,
        @Nullable RecordFunction map) {

    /** The fields that identify a record of a stream, if the mode wants to know. */
    List<String> key(@Nullable RowSchema schema) {
        return key.isEmpty() && mode.hasKey() && schema != null ? schema.primaryKey() : key;
    }

    public String table(String stream) {
        return tablePattern.replace("{stream}", stream);
    }
}
