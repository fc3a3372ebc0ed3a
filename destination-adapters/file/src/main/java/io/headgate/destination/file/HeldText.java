package io.headgate.destination.file;

import io.headgate.api.data.RowSchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads records in one format back, each as the texts of its fields. The other way round of {@link RowText}. One thread. */
interface HeldText {

    /**
     * Reads the next record.
     *
     * @param texts takes the text of each field, null where there is no value
     * @return false at the end; a record without its line end is none
     * @throws IllegalArgumentException if it is not of this format; the next call goes on behind it
     */
    boolean next(@Nullable String[] texts) throws IOException;

    /** A reader of a file from its beginning. */
    static HeldText of(RowSchema schema, FileConfig config, HeldBytes bytes) throws IOException {
        return switch (config.format()) {
            case CSV -> CsvHeldText.open(schema.size(), config, bytes);
            case JSONL -> new JsonHeldText(schema, bytes);
        };
    }
}
