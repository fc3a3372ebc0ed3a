package io.headgate.source.file;

import io.headgate.api.data.DataType;
import java.util.Locale;

/** Why a record of JSON was rejected. */
final class JsonProblem {

    private static final int SHOWN_OF_VALUE = 60;

    private JsonProblem() {}

    static CsvProblem badJson(int character) {
        return new CsvProblem("BAD_JSON", "the record is no valid JSON at its byte " + character);
    }

    static CsvProblem notAnObject() {
        return new CsvProblem("NOT_AN_OBJECT", "the record is no JSON object, so that it has no fields");
    }

    static CsvProblem duplicate(String field) {
        return new CsvProblem(
                "DUPLICATE_FIELD",
                "field '" + field + "' stands twice in the record: only one of the values could be kept");
    }

    static CsvProblem unknown(String field) {
        return new CsvProblem(
                "UNKNOWN_FIELD",
                "field '" + field
                        + "' was in none of the sampled records, so that there is no column for it: declare it,"
                        + " for instance columns = { \"" + field + "\" = \"json\" }, raise sample_rows, or leave such"
                        + " fields out with unknown_fields = \"ignore\"");
    }

    static CsvProblem missing(String field) {
        return new CsvProblem(
                "MISSING_FIELD", "the record lacks column '" + field + "'; write null if it is to have no value");
    }

    static CsvProblem noNull(String field) {
        return new CsvProblem("MISSING_FIELD", "column '" + field + "' is null, and no record has it so");
    }

    static CsvProblem invalidText(String column) {
        return new CsvProblem(
                CsvRecordReader.INVALID_TEXT, "column '" + column + "': bytes or an escape that are no text in UTF-8");
    }

    static CsvProblem misfit(String column, DataType type, byte[] data, int start, int end) {
        String value = CsvText.printable(data, start, Math.min(end, start + SHOWN_OF_VALUE));
        String code = type.text().replaceAll("[^a-z0-9_].*", "").toUpperCase(Locale.ROOT);
        return new CsvProblem(
                "BAD_" + code,
                "column '" + column + "': " + value + (end - start > SHOWN_OF_VALUE ? "…" : "") + " is no "
                        + type.text() + "; declare the column's type, for instance columns = { \"" + column
                        + "\" = \"json\" }");
    }
}
