package io.headgate.source.orc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.orc.DataReader;
import org.apache.orc.OrcProto;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.impl.DataReaderProperties;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.OrcCodecPool;
import org.apache.orc.impl.RecordReaderUtils;

/**
 * What the stripes of a file say about their sizes, looked at before they are read: ORC's own reader makes room for whatever a file
 * declares, and a file of a few hundred bytes may declare gigabytes.
 */
final class OrcStripes {

    private OrcStripes() {}

    /** Refuses a stripe that does not fit in the file. */
    static void check(List<StripeInformation> stripes, long size) throws IOException {
        for (StripeInformation stripe : stripes) {
            if (!fit(
                    size,
                    stripe.getOffset(),
                    stripe.getIndexLength(),
                    stripe.getDataLength(),
                    stripe.getFooterLength())) {
                throw new IOException("the stripe at byte " + stripe.getOffset() + " does not end within the file of "
                        + size + " bytes");
            }
        }
    }

    private static boolean fit(long room, long... parts) {
        long left = room;
        for (long part : parts) {
            if (part < 0 || part > left) {
                return false;
            }
            left -= part;
        }
        return true;
    }

    /** Refuses a stripe with streams that cannot be in it. */
    static void checkStreams(Reader reader, Path file, List<StripeInformation> stripes) throws IOException {
        // Closed with a codec of its own, which goes back to the pool.
        InStream.StreamOptions compression = InStream.options()
                .withCodec(OrcCodecPool.getCodec(reader.getCompressionKind()))
                .withBufferSize(reader.getCompressionSize());
        try (DataReader footers = RecordReaderUtils.createDefaultDataReader(DataReaderProperties.builder()
                .withFileSystemSupplier(OrcFileSystem::new)
                .withPath(new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri()))
                .withCompression(compression)
                .build())) {
            for (StripeInformation stripe : stripes) {
                long[] streams = footers.readStripeFooter(stripe).getStreamsList().stream()
                        .mapToLong(OrcProto.Stream::getLength)
                        .toArray();
                if (!fit(stripe.getIndexLength() + stripe.getDataLength(), streams)) {
                    throw new IOException("the streams of the stripe at byte " + stripe.getOffset()
                            + " say that they have more bytes than it");
                }
            }
        }
    }
}
