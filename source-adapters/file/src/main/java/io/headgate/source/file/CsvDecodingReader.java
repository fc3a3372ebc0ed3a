package io.headgate.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes a stream and keeps sight of bytes that are no text: each becomes one lone surrogate, U+DC00 plus the byte, which no
 * decoder gives. One thread.
 */
final class CsvDecodingReader extends Reader {

    private static final int BUFFER = 1 << 15;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
    private boolean inputEnded;
    private boolean flushed;

    CsvDecodingReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether the character stands for a byte that is no text. */
    static boolean isBadByte(char c) {
        return c >= '\uDC00' && c <= '\uDCFF';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (flushed) {
                return -1;
            }
            decode();
        }
        int got = Math.min(length, chars.remaining());
        chars.get(target, offset, got);
        return got;
    }

    private void decode() throws IOException {
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, inputEnded);
        if (result.isError()) {
            markBadBytes(result.length());
        } else if (result.isUnderflow()) {
            if (inputEnded) {
                flushed = decoder.flush(chars).isUnderflow();
            } else {
                readMore();
            }
        }
        chars.flip();
    }

    private void markBadBytes(int count) {
        // The decoder stops in front of them; there is room, since it stops for want of room before that.
        if (chars.remaining() < count) {
            return;
        }
        for (int i = 0; i < count; i++) {
            chars.put((char) (0xdc00 + (bytes.get() & 0xff)));
        }
    }

    private void readMore() throws IOException {
        bytes.compact();
        int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
        inputEnded = got < 0;
        bytes.position(bytes.position() + Math.max(got, 0));
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
