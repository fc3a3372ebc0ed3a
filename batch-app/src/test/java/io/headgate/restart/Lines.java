package io.headgate.restart;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * How many lines some text has, and a sum of their hashes that does not depend on their order: two texts with the same are taken
 * for the same lines, each as often. Holds nothing but two numbers, so that it serves files of any size.
 */
record Lines(long count, long checksum) {

    static final Lines NONE = new Lines(0, 0);
    private static final String HEADER = "id,customer,day,quantity,comment\n";

    /** Writes a CSV file of about so many bytes, whose text is what every destination writes as well. */
    static Lines write(Path file, long bytes) throws IOException {
        Sum sum = new Sum();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (long id = 1, written = 0; written < bytes; id++) {
                line.setLength(0);
                line.append(id).append(",customer ").append(id % 9973).append(',');
                line.append(LocalDate.ofEpochDay(20_000 + id % 2000))
                        .append(',')
                        .append(id % 1000);
                line.append(",as they said on the telephone this is order number ")
                        .append(id * 31 % 999_983);
                byte[] text = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
                out.write(text);
                sum.add(text, text.length);
                written += text.length;
            }
        }
        return sum.lines();
    }

    /** The lines of a stream; a CSV header is left out. */
    static Lines read(InputStream in) throws IOException {
        Sum sum = new Sum();
        sum.copyFrom(in);
        return sum.lines();
    }

    static Lines read(Iterable<Path> files) throws IOException {
        Lines all = NONE;
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
                Lines some = read(in);
                all = new Lines(all.count + some.count, all.checksum + some.checksum);
            }
        }
        return all;
    }

    /** Takes text in pieces, for instance from a COPY. */
    static final class Sum extends OutputStream {
        private static final long START = 0xcbf29ce484222325L;
        private static final long PRIME = 0x100000001b3L;
        private static final long HEADER_HASH = hash(HEADER.getBytes(StandardCharsets.US_ASCII));

        private long count;
        private long checksum;
        private long hash = START;

        private static long hash(byte[] line) {
            long hash = START;
            for (byte b : line) {
                hash = (hash ^ b) * PRIME;
            }
            return hash;
        }

        void add(byte[] bytes, int length) {
            write(bytes, 0, length);
        }

        void copyFrom(InputStream in) throws IOException {
            in.transferTo(this);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                hash = (hash ^ bytes[i]) * PRIME;
                if (bytes[i] == '\n') {
                    endLine();
                }
            }
        }

        private void endLine() {
            if (hash != HEADER_HASH) {
                count++;
                checksum += hash ^ (hash >>> 29);
            }
            hash = START;
        }

        Lines lines() {
            return new Lines(count, checksum);
        }
    }
}
