package io.headgate.source.file;

import io.headgate.api.data.DataType;

/** Why a record of XML was rejected, beyond what {@link JsonProblem} knows. */
final class XmlProblem {

    private XmlProblem() {}

    static CsvProblem tooLong(int limit) {
        return new CsvProblem(
                "RECORD_TOO_LONG",
                "the record has more than " + limit + " bytes of text, or more than a million elements; perhaps"
                        + " record_element names what all records are in");
    }

    static CsvProblem repeated(String field) {
        return new CsvProblem(
                "REPEATED_ELEMENT",
                "element '" + field
                        + "' stands several times in the record, and no sampled record had it twice: declare"
                        + " it, for instance columns = { \"" + field + "\" = \"json\" }");
    }

    static CsvProblem notText(String field, DataType type) {
        return new CsvProblem(
                "NOT_TEXT",
                "element '" + field + "' has attributes or elements, so that it is no " + type.text()
                        + "; declare it, for instance columns = { \"" + field + "\" = \"json\" }");
    }

    static CsvProblem misfit(String field, DataType type, byte[] data, int start, int end) {
        CsvProblem known = JsonProblem.misfit(field, type, data, start, end);
        return new CsvProblem(known.code(), known.reason().replace("= \"json\" }", "= \"string\" }"));
    }
}
