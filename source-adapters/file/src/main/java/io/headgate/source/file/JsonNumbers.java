package io.headgate.source.file;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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
        BigDecimal written = decimal(data, start, end);
        boolean same = written != null && new BigDecimal(Double.toString(near)).compareTo(written) == 0;
        return same ? near : Double.NaN;
    }

    /** Null if the exponent is beyond what any decimal has. */
    static @Nullable BigDecimal decimal(byte[] data, int start, int end) {
        try {
            return new BigDecimal(new String(data, start, end - start, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return null;
        }
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
