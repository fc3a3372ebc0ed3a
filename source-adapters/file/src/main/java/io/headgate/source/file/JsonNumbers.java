package io.headgate.source.file;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers as JSON writes them. */
final class JsonNumbers {

    private static final int LONG_TEXT = 400;

    private JsonNumbers() {}

    /**
     * The floating-point number that prints as the given one, though perhaps in other characters; NaN if there is none: the text has
     * digits that a double does not keep.
     */
    static double parseFaithful(byte[] data, int start, int end) {
        double exact = CsvNumbers.parseExactDouble(data, start, end);
        if (!Double.isNaN(exact)) {
            return exact;
        }
        if (end - start > LONG_TEXT) {
            return Double.NaN;
        }
        double near = JavaDoubleParser.parseDouble(data, start, end - start);
        if (Double.isInfinite(near)) {
            return Double.NaN;
        }
        BigDecimal written = new BigDecimal(new String(data, start, end - start, StandardCharsets.ISO_8859_1));
        return new BigDecimal(Double.toString(near)).compareTo(written) == 0 ? near : Double.NaN;
    }

    /** Whether a number has neither point nor exponent. */
    static boolean isInteger(byte[] data, int start, int end) {
        for (int i = start; i < end; i++) {
            if (data[i] == '.' || data[i] == 'e' || data[i] == 'E') {
                return false;
            }
        }
        return true;
    }
}
