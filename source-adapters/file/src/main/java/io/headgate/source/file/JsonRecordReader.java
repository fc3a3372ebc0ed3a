package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes records apart into the columns of a batch. One thread. */
final class JsonRecordReader {

    private final RowBatchBuilder batch;
    private final boolean ignoreUnknown;
    private final boolean whole;
    private final JsonFieldIndex index;
    private final JsonColumn[] columns;
    private final JsonScan json = new JsonScan();
    /** By column, the number of the record that had it last. */
    private final long[] seenIn;

    private long record;
    private byte[] scratch = new byte[64];

    JsonRecordReader(RowBatchBuilder batch, Set<String> declared, boolean ignoreUnknown) {
        this(batch, declared, ignoreUnknown, false);
    }

    /** Of records that name every column: one that is missing is not null. */
    static JsonRecordReader ofWhole(RowBatchBuilder batch, Set<String> declared) {
        return new JsonRecordReader(batch, declared, false, true);
    }

    private JsonRecordReader(RowBatchBuilder batch, Set<String> declared, boolean ignoreUnknown, boolean whole) {
        this.whole = whole;
        this.batch = batch;
        this.ignoreUnknown = ignoreUnknown;
        this.index = new JsonFieldIndex(batch.schema().names());
        this.columns = new JsonColumn[index.size()];
        this.seenIn = new long[index.size()];
        for (int i = 0; i < columns.length; i++) {
            boolean chosen = declared.contains(batch.schema().field(i).name());
            columns[i] = new JsonColumn(batch, i, chosen, ignoreUnknown);
        }
    }

    /** Adds the record as a row. Null if it was added, else why not. */
    @Nullable
    CsvProblem take(byte[] data, int start, int end, long position) {
        CsvProblem problem = convert(data, start, end);
        if (problem != null) {
            batch.discardRow();
            return problem;
        }
        batch.position(position);
        batch.endRow();
        return null;
    }

    /** The same for a slice, which may be unreadable as a whole; it goes to {@code rejected} with its place. */
    @Nullable
    RejectedRecord take(JsonSlices slices, String file) {
        CsvProblem problem = slices.problem;
        if (problem == null) {
            problem = take(slices.data, slices.start, slices.end, slices.line);
        }
        return problem == null
                ? null
                : new RejectedRecord(file + ":" + slices.line, problem.code(), problem.reason(), slices.raw());
    }

    private @Nullable CsvProblem convert(byte[] data, int start, int end) {
        record++;
        json.reset(data, start, end);
        json.space();
        if (!json.accept('{')) {
            json.reset(data, start, end);
            boolean valid = json.value(0) && json.atEnd();
            return valid ? JsonProblem.notAnObject() : JsonProblem.badJson(json.at - start);
        }
        json.space();
        if (!json.accept('}')) {
            CsvProblem problem = fields(start);
            if (problem != null) {
                return problem;
            }
        }
        if (!json.atEnd()) {
            return JsonProblem.badJson(json.at - start);
        }
        return whole ? missing() : null;
    }

    private @Nullable CsvProblem missing() {
        for (int i = 0; i < columns.length; i++) {
            if (seenIn[i] != record) {
                return JsonProblem.missing(batch.schema().field(i).name());
            }
        }
        return null;
    }

    private @Nullable CsvProblem fields(int start) {
        int guess = 0;
        do {
            if (!json.name()) {
                return JsonProblem.badJson(json.at - start);
            }
            int column = column(guess);
            CsvProblem problem = column < 0 ? unknown(start) : field(column, start);
            if (problem != null) {
                return problem;
            }
            guess = column + 1;
            json.space();
        } while (json.accept(','));
        return json.accept('}') ? null : JsonProblem.badJson(json.at - start);
    }

    private int column(int guess) {
        if (!json.escaped) {
            return index.find(json.data, json.tokenStart, json.tokenEnd, guess);
        }
        int length = unescapedName();
        return length < 0 ? -1 : index.find(scratch, 0, length, guess);
    }

    private int unescapedName() {
        int most = json.tokenEnd - json.tokenStart;
        scratch = scratch.length < most ? new byte[most] : scratch;
        return json.unescape(scratch);
    }

    private @Nullable CsvProblem field(int column, int start) {
        if (seenIn[column] == record) {
            return JsonProblem.duplicate(batch.schema().field(column).name());
        }
        seenIn[column] = record;
        if (whole && isNull() && !batch.schema().field(column).nullable()) {
            return JsonProblem.noNull(batch.schema().field(column).name());
        }
        return columns[column].take(json, start);
    }

    private boolean isNull() {
        json.space();
        return json.at < json.end && json.data[json.at] == 'n';
    }

    private @Nullable CsvProblem unknown(int start) {
        String name = new String(json.data, json.tokenStart, json.tokenEnd - json.tokenStart, StandardCharsets.UTF_8);
        if (!json.value(0)) {
            return JsonProblem.badJson(json.at - start);
        }
        return ignoreUnknown ? null : JsonProblem.unknown(name);
    }
}
