package io.headgate.destination.file;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a destination with {@code method = "file"} may say. */
record FileConfig(
        @ConfigKey(value = "csv or jsonl (JSON Lines)", defaultValue = "csv") Format format,
        @ConfigKey(
                        value = "csv: the character between fields, such as a comma, semicolon, tab or |",
                        defaultValue = ",")
                String delimiter,
        @ConfigKey(value = "csv: whether each file begins with the column names", defaultValue = "true") boolean header,
        @ConfigKey("csv: what stands, without quotes, for a missing value; by default nothing at all") @Nullable
                String nullText,
        @ConfigKey(value = "how lines end: lf or crlf", defaultValue = "lf") LineEnd lineEnd,
        @ConfigKey(value = "none or gzip", defaultValue = "none") Compression compression,
        @ConfigKey(
                        value =
                                "whether each commit waits until the disk has it; without, a power failure may lose committed rows",
                        defaultValue = "true",
                        tuning = true)
                boolean fsync) {

    private static final String NOT_A_DELIMITER = "\"\r\n.+-:=/";

    FileConfig {
        delimiter = delimiter.equals("\\t") ? "\t" : delimiter;
        nullText = nullText == null ? "" : nullText;
        String text = nullText;
        String between = delimiter;
        new ConfigCheck()
                .require(
                        isDelimiter(delimiter),
                        "delimiter",
                        "must be one ASCII character that is no letter, no digit and"
                                + " none of . + - : = / or a quote, which stand in numbers, dates and text")
                .require(
                        text.chars().noneMatch(c -> c == '"' || c == '\r' || c == '\n' || between.indexOf(c) >= 0),
                        "null_text",
                        "must contain no delimiter, quote or line end, since it stands in the file without quotes")
                .throwIfAny();
    }

    @Override
    public String nullText() {
        return nullText == null ? "" : nullText;
    }

    private static boolean isDelimiter(String text) {
        return text.length() == 1
                && text.charAt(0) < 0x7F
                && text.charAt(0) > 0
                && !Character.isLetterOrDigit(text.charAt(0))
                && NOT_A_DELIMITER.indexOf(text.charAt(0)) < 0;
    }

    /** The end of a published file's name. */
    String extension() {
        return (format == Format.CSV ? ".csv" : ".jsonl") + (compression == Compression.GZIP ? ".gz" : "");
    }

    /** How records are written. */
    enum Format {
        CSV,
        JSONL
    }

    /** How lines end. */
    enum LineEnd {
        LF("\n"),
        CRLF("\r\n");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Whether files are compressed. */
    enum Compression {
        NONE,
        GZIP
    }
}
