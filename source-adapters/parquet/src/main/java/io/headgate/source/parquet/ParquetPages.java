package io.headgate.source.parquet;

import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType;

/**
 * What the pages of a row group say about their sizes, looked at before they are read: Parquet's own reader makes room for whatever
 * a file declares, and a file of a few hundred bytes may declare gigabytes.
 */
final class ParquetPages implements AutoCloseable {

    /** What a page may become, decompressed: a usual one has 1 MB, and one that is larger than this leaves no room to work. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private final Path file;
    private final FileChannel channel;
    private final long size;

    ParquetPages(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file);
        this.size = channel.size();
    }

    /** Refuses a row group with a column or a page that does not fit in the file, or a page that becomes too large. */
    void check(BlockMetaData group) throws IOException {
        long left = size;
        for (ColumnChunkMetaData column : group.getColumns()) {
            long bytes = column.getTotalSize();
            if (column.getStartingPos() < 0 || bytes < 0 || bytes > left || column.getStartingPos() > size - bytes) {
                throw new ParquetDecodingException("the column " + column.getPath() + " at byte "
                        + column.getStartingPos() + " says that it has " + bytes + " bytes, and the file has " + size);
            }
            left -= bytes;
            check(column);
        }
    }

    private void check(ColumnChunkMetaData column) throws IOException {
        long position = column.getStartingPos();
        long values = 0;
        while (values < column.getValueCount()) {
            Place in = new Place(position);
            PageHeader header = Util.readPageHeader(in);
            long stored = header.getCompressed_page_size();
            if (stored < 0 || stored > size - in.position) {
                throw new ParquetDecodingException("the page at byte " + position + " of the column " + column.getPath()
                        + " says that it has " + stored + " bytes, and the file has " + size);
            }
            long end = in.position + stored;
            checkExpanded(column, header, position, header.getUncompressed_page_size());
            if (column.getCodec() == CompressionCodecName.SNAPPY && stored > 0 && isCompressed(header)) {
                // Snappy says once more how large it becomes, and that is what is believed.
                in.position += levels(header);
                checkExpanded(column, header, position, in.number());
            }
            values += values(header);
            position = end;
        }
    }

    private void checkExpanded(ColumnChunkMetaData column, PageHeader header, long position, long bytes) {
        String page = "the page at byte " + position + " of the column " + column.getPath();
        if (bytes > MOST_BYTES) {
            throw new HeadgateException(
                    FileErrorCode.EXPANDS_TOO_MUCH,
                    file + ": " + page + " says that it becomes " + bytes + " bytes, more than a quarter of the heap ("
                            + MOST_BYTES + "): give the JVM a larger one (-Xmx) if the file is what it should be");
        }
        if (header.getType() == PageType.DICTIONARY_PAGE) {
            long entries = header.getDictionary_page_header().getNum_values();
            if (bytes < 0 || entries < 0 || entries > bytes / bytesPerEntry(column.getPrimitiveType())) {
                throw new ParquetDecodingException(
                        page + " says that it has " + entries + " entries in " + bytes + " bytes");
            }
        }
    }

    /** The fewest that an entry of a dictionary has. */
    private static int bytesPerEntry(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> 1;
            case INT32, FLOAT, BINARY -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> Long.BYTES + Integer.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> Math.max(1, type.getTypeLength());
        };
    }

    private static boolean isCompressed(PageHeader header) {
        return header.getType() == PageType.DATA_PAGE
                || header.getType() == PageType.DICTIONARY_PAGE
                || header.getType() == PageType.DATA_PAGE_V2
                        && header.getData_page_header_v2().isIs_compressed();
    }

    /** Bytes of a page that are never compressed. */
    private static long levels(PageHeader header) {
        if (header.getType() != PageType.DATA_PAGE_V2) {
            return 0;
        }
        DataPageHeaderV2 page = header.getData_page_header_v2();
        return (long) page.getRepetition_levels_byte_length() + page.getDefinition_levels_byte_length();
    }

    private static long values(PageHeader header) {
        return switch (header.getType()) {
            case DATA_PAGE -> header.getData_page_header().getNum_values();
            case DATA_PAGE_V2 -> header.getData_page_header_v2().getNum_values();
            default -> 0;
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads on from a place in the file. */
    private final class Place extends InputStream {
        private static final int BUFFER = 512;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
        private long buffered;
        private long position;

        Place(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            long at = position - buffered;
            if (at < 0 || at >= buffer.limit()) {
                buffer.clear();
                buffered = position;
                int got = channel.read(buffer, position);
                buffer.flip();
                if (got <= 0) {
                    throw new EOFException("it ends at byte " + position);
                }
                at = 0;
            }
            position++;
            return buffer.get((int) at) & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }

        /** A number of at most 32 bits, seven in a byte, the lowest first. */
        long number() throws IOException {
            long value = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                int next = read();
                value |= (next & 0x7fL) << shift;
                if (next < 0x80) {
                    break;
                }
            }
            return value;
        }
    }
}
