package io.headgate.source.file.common;

import io.headgate.api.error.HeadgateException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The one file of an archive, checked against the archive's checksum, which {@link ZipFile} leaves to its user. */
final class ZippedFile extends FilterInputStream {

    private final ZipFile zip;
    private final ZipEntry entry;
    private final CRC32 checksum = new CRC32();

    private ZippedFile(ZipFile zip, ZipEntry entry) throws IOException {
        super(zip.getInputStream(entry));
        this.zip = zip;
        this.entry = entry;
    }

    static InputStream open(Path path) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        try {
            List<? extends ZipEntry> files =
                    zip.stream().filter(ZippedFile::isData).toList();
            if (files.size() != 1) {
                throw new HeadgateException(
                        FileErrorCode.BAD_ARCHIVE,
                        path + " holds " + files.size() + " files, and an archive is read that holds one: unpack it and"
                                + " read the folder");
            }
            return new ZippedFile(zip, files.get(0));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Folders, and what macOS and others put beside a file, are no data. */
    private static boolean isData(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory() && !name.startsWith("__MACOSX/") && !name.startsWith(".") && !name.contains("/.");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int got = in.read(target, offset, length);
        if (got > 0) {
            checksum.update(target, offset, got);
        } else if (got < 0 && entry.getCrc() >= 0 && checksum.getValue() != entry.getCrc()) {
            throw new ZipException("the checksum of " + entry.getName() + " is another");
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            zip.close();
        }
    }
}
