package io.headgate.source.file;

/**
 * Why a record was rejected.
 *
 * @param code stable reason
 * @param reason a sentence for people
 */
record CsvProblem(String code, String reason) {

    static final CsvProblem BAD_QUOTE = new CsvProblem(
            "BAD_QUOTE",
            "a quoted field is followed by other text: a quote within quotes is written twice, or set escape");

    static CsvProblem unterminatedQuote(long line) {
        return new CsvProblem(
                "UNTERMINATED_QUOTE",
                "a quoted field of the record that begins in line " + line
                        + " is not closed before the end of the file");
    }

    static CsvProblem tooLong(long bytes, int limit) {
        return new CsvProblem(
                "RECORD_TOO_LONG",
                "the record has " + bytes + " bytes and may have " + limit + "; probably a quote is not closed");
    }

    static CsvProblem fieldCount(int found, int expected) {
        return found < expected
                ? new CsvProblem(
                        "TOO_FEW_FIELDS",
                        "the record has " + found + (found == 1 ? " field" : " fields") + ", the columns are "
                                + expected)
                : new CsvProblem(
                        "TOO_MANY_FIELDS",
                        "the record has " + found + " fields, the columns are " + expected
                                + "; a delimiter within a field needs quotes around it");
    }
}
