package io.headgate.source.file;

import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the files are written, ready for the tokenizers. Immutable; any thread.
 *
 * <p>A <em>plain</em> format has single ASCII bytes for its special characters and a character set in which these bytes mean
 * nothing else. Its files are tokenized as bytes and can be cut. All other formats are decoded and go through fastcsv, which gives
 * UTF-8.
 */
final class CsvFormat {

    /** Stands for a special character that the format does not have: no byte is equal to it. */
    static final int NO_BYTE = 0x100;

    /** Entry of {@link #toUtf8} for a byte that is no text in the character set. */
    static final byte[] NO_TEXT = new byte[0];

    final String delimiter;
    final String quote;
    final Charset charset;
    final boolean header;
    final int maxExpansion;
    final boolean plain;
    /** Special bytes of a plain format. */
    final byte delimiterByte;

    final int quoteByte;
    final int escapeByte;
    /** UTF-8 by byte (from 0x80 on, minus 0x80) of the tokenizer's text; null if that is UTF-8 already. */
    final byte @Nullable [][] toUtf8;
    /** Texts that mean null, in the tokenizer's encoding, without the empty one. */
    final byte[][] nullTexts;
    /** Whether an empty field that is not quoted is null. */
    final boolean emptyIsNull;

    CsvFormat(CsvConfig config, CsvTuning tuning) {
        delimiter = config.delimiter();
        quote = config.quote();
        charset = Charset.forName(config.charset());
        header = config.header();
        maxExpansion = config.files().maxExpansion();
        plain = isPlain(delimiter, quote, charset) && !tuning.fastcsv();
        delimiterByte = (byte) delimiter.charAt(0);
        quoteByte = quote.isEmpty() ? NO_BYTE : quote.charAt(0);
        String escape = config.escape();
        escapeByte = escape == null || escape.equals(quote) ? NO_BYTE : escape.charAt(0);
        toUtf8 = plain && !charset.equals(StandardCharsets.UTF_8) ? table(charset) : null;
        nullTexts = nullTexts(config.nullText(), plain ? charset : StandardCharsets.UTF_8);
        emptyIsNull = config.nullText().contains("");
    }

    static boolean isPlain(String delimiter, String quote, Charset charset) {
        return delimiter.length() == 1
                && delimiter.charAt(0) < 0x80
                && (quote.isEmpty() || quote.charAt(0) < 0x80)
                && (charset.equals(StandardCharsets.UTF_8) || isSingleByteAscii(charset));
    }

    boolean hasEscape() {
        return escapeByte != NO_BYTE;
    }

    /** Whether the bytes are one of the texts that mean null, the empty one left aside. */
    boolean isNullText(byte[] data, int start, int end) {
        for (byte[] text : nullTexts) {
            if (Arrays.equals(data, start, end, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** A tokenizer of this format, at a place of a file. */
    CsvTokenizer open(SourceFile file, long position, long end, long line, int maxFields, CsvTuning tuning) {
        if (plain) {
            FileInput input = FileInput.open(file, position, end, maxExpansion);
            return new CsvByteTokenizer(
                    input, this, position, line, maxFields, tuning.bufferSize(), tuning.maxRecord());
        }
        FileInput input = FileInput.open(file, 0, end, maxExpansion);
        return new CsvFastcsvTokenizer(input, this, position, line, maxFields, tuning.bufferSize(), tuning.maxRecord());
    }

    /** Whether a file can be read from the middle. */
    boolean canCut(SourceFile file) {
        return plain && !file.isCompressed();
    }

    /** A field of the tokenizer as a String; bytes that are no text become U+FFFD. */
    String text(byte[] data, int start, int end) {
        Charset of = plain ? charset : StandardCharsets.UTF_8;
        return new String(data, start, end - start, of);
    }

    private static boolean isSingleByteAscii(Charset charset) {
        if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() != 1.0f) {
            return false;
        }
        byte[] ascii = new byte[0x80];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        return new String(ascii, charset).equals(new String(ascii, StandardCharsets.ISO_8859_1));
    }

    private static byte[][] table(Charset charset) {
        byte[][] table = new byte[0x80][];
        for (int i = 0; i < table.length; i++) {
            String text = charset.decode(ByteBuffer.wrap(new byte[] {(byte) (0x80 + i)}))
                    .toString();
            table[i] = text.equals("\uFFFD") ? NO_TEXT : text.getBytes(StandardCharsets.UTF_8);
        }
        return table;
    }

    private static byte[][] nullTexts(List<String> texts, Charset charset) {
        return texts.stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.getBytes(charset))
                .toArray(byte[][]::new);
    }
}
