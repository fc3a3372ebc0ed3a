package io.headgate.source.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param uri where it came from, after redirections
 * @param body whole and decompressed
 */
record HttpReply(URI uri, int status, HttpHeaders headers, byte[] body) {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    String contentType() {
        return headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** The character set that the answer names, or null. */
    @Nullable
    Charset charset() {
        Matcher matcher = CHARSET.matcher(contentType());
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** The body in UTF-8, without a byte order mark. */
    byte[] utf8() {
        Charset charset = charset();
        boolean other = charset != null
                && !charset.equals(StandardCharsets.UTF_8)
                && !charset.equals(StandardCharsets.US_ASCII);
        byte[] bytes = other ? new String(body, charset).getBytes(StandardCharsets.UTF_8) : body;
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }
}
