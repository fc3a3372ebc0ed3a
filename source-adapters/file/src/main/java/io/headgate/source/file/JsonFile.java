package io.headgate.source.file;

import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * An open file.
 *
 * @param slices its records
 * @param atEnd what is to be checked once the last record was read
 */
record JsonFile(JsonSlices slices, Runnable atEnd) implements AutoCloseable {

    /** A file that is one document. Its array is looked for each time: what leads to it is little, mostly. */
    static JsonFile ofDocument(
            SourceFile file, JsonConfig config, @Nullable FilePosition from, long end, int bufferSize, int maxRecord) {
        JsonDocument document = new JsonDocument(file, config.pointerOrEmpty(), config.maxExpansion());
        JsonDocument.Place place = document.find(end);
        long begin = place == null ? end : place.array() ? place.offset() + 1 : place.offset();
        FilePosition at = from == null ? new FilePosition(begin, 1) : from;
        FileInput input = FileInput.open(file, at.offset(), end, config.maxExpansion());
        JsonElements elements = new JsonElements(
                input, file.name(), at.offset(), at.line(), place == null || !place.array(), bufferSize, maxRecord);
        return new JsonFile(elements, () -> {
            if (place != null && place.array() && config.pointerOrEmpty().isEmpty()) {
                elements.requireNothingMore();
            } else if (place != null) {
                document.checkRest(place, elements.position(), end);
            }
        });
    }

    @Override
    public void close() {
        slices.close();
    }
}
