package io.headgate.source.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    /**
     * An address that an answer gives, made absolute by the rules of RFC 3986: {@link URI#resolve} has those of RFC 2396, by which a
     * query alone leads to the folder and not to the page. What no address can hold is escaped, as a browser does.
     *
     * @throws IllegalArgumentException if it is none
     */
    static URI resolve(URI base, String address) {
        String reference = WebAddress.escaped(address);
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return reference.startsWith("?")
                ? URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + reference)
                : base.resolve(reference);
    }

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

    /**
     * The body in UTF-8, without a byte order mark.
     *
     * @throws CharacterCodingException if it is not text in the character set that the answer names
     */
    byte[] utf8() throws CharacterCodingException {
        Charset charset = charset();
        byte[] bytes = body;
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            bytes = decoded(charset).getBytes(StandardCharsets.UTF_8);
        }
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private String decoded(Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
