package io.headgate.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** CSV text in the making: ASCII but for some words, quoted where a comma, a quote or a line end asks for it. */
final class CsvText {

    /** Plain ones for the most part; the last ones need quotes or more than a byte per letter. */
    private static final String[] WORDS = {
        "order", "shipped", "paid", "open", "north", "harbour", "river", "stone", "late", "again", "blue", "seven",
        "garden", "window", "morning", "letter", "cloud", "winter", "marble", "engine", "Straße", "naïve", "café", "東京"
    };

    private final StringBuilder text = new StringBuilder(1 << 17);

    CsvText number(long value) {
        text.append(value);
        return this;
    }

    CsvText text(String value) {
        text.append(value);
        return this;
    }

    CsvText comma() {
        text.append(',');
        return this;
    }

    /** A number from zero on with leading zeros. */
    CsvText digits(int value, int digits) {
        for (int power = (int) Math.pow(10, digits - 1); power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
        return this;
    }

    CsvText date(SplitMix random) {
        return digits(2000 + random.below(27), 4)
                .text("-")
                .digits(1 + random.below(12), 2)
                .text("-")
                .digits(1 + random.below(28), 2);
    }

    CsvText time(SplitMix random) {
        return digits(random.below(24), 2)
                .text(":")
                .digits(random.below(60), 2)
                .text(":")
                .digits(random.below(60), 2);
    }

    /** Words of at least that many letters; one text in sixteen is quoted and holds a comma, a quote and, if long, line ends. */
    CsvText words(SplitMix random, int letters) {
        boolean quoted = random.below(16) == 0;
        text.append(quoted ? "\"said \"\"so\"\", " : "");
        int end = text.length() + letters - (quoted ? 14 : 0);
        while (text.length() < end) {
            text.append(WORDS[random.below(WORDS.length)]).append(quoted && letters > 1000 ? '\n' : ' ');
        }
        text.append(quoted ? "\"" : ".");
        return this;
    }

    void endRow() {
        text.append('\n');
    }

    int length() {
        return text.length();
    }

    /** Writes everything out and starts anew. */
    void drainTo(OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
