package io.headgate.source.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.state.StreamState;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.BeingWritten;
import io.headgate.testkit.source.WholeReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.orc.CompressionKind;
import org.apache.orc.EncryptionAlgorithm;
import org.apache.orc.InMemoryKeystore;
import org.apache.orc.OrcProto;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several files as one stream, and files that are not what they should be. */
class OrcFilesTest {

    private static final OrcFolder.Filler ROW_NUMBER =
            (batch, at, row) -> ((LongColumnVector) batch.cols[0]).vector[at] = row;
    private static final int HUGE = Integer.MAX_VALUE - 8;

    @TempDir
    Path temp;

    private OrcFolder ids(int rows, int stripeRows, CompressionKind kind) {
        return new OrcFolder(temp).file("a.orc", "struct<id:bigint>", rows, stripeRows, kind, ROW_NUMBER);
    }

    private static List<Object> ids(WholeReading reading) {
        return reading.records().stream().map(record -> record.get("id")).toList();
    }

    private static List<Object> upTo(long count) {
        return LongStream.range(0, count).mapToObj(i -> (Object) i).toList();
    }

    @Test
    void thePlanKnowsTheNumberOfRowsAndCutsAtStripes() {
        WholeReading reading = WholeReading.of(
                ids(5000, 900, CompressionKind.NONE)
                        .with("min_partition_bytes", 1)
                        .source(),
                new MemorySourceState(),
                3);
        assertThat(reading.known()).isEqualTo(5000);
        assertThat(reading.plan()).hasSizeGreaterThan(1);
        assertThat(ids(reading)).isEqualTo(upTo(5000));
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionKind.class,
            names = {"NONE", "ZLIB", "SNAPPY", "LZ4", "ZSTD"})
    void everyCodecIsRead(CompressionKind kind) {
        assertThat(ids(WholeReading.of(ids(3000, 1000, kind).source()))).isEqualTo(upTo(3000));
    }

    @Test
    void columnsAreThoseOfAllFilesAndAsWideAsTheWidest() {
        OrcFolder folder = new OrcFolder(temp)
                .file("a.orc", "struct<id:int>", 1, 9, ROW_NUMBER)
                .file("b.orc", "struct<x:double,id:bigint>", 1, 9, (batch, at, row) -> {
                    ((DoubleColumnVector) batch.cols[0]).vector[at] = 0.5;
                    ((LongColumnVector) batch.cols[1]).vector[at] = 1L << 40;
                });
        assertThat(WholeReading.of(folder.source()).records())
                .map(Map::toString)
                .containsExactly("{id=0, x=null}", "{id=1099511627776, x=0.5}");
    }

    @Test
    void aFileThatIsCutOffOrNoOrcIsAClearError() throws IOException {
        ids(100, 10, CompressionKind.NONE);
        Path file = temp.resolve("a.orc");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 50));
        assertBad();
        Files.writeString(file, "id,name\n1,this is a csv file\n");
        assertBad();
    }

    /** The file once more, with another footer: of 40 rows, uncompressed, in one stripe. */
    private void writeWithFooter(byte[] whole, int footerStart, OrcProto.Footer footer) throws IOException {
        int psLength = whole[whole.length - 1];
        OrcProto.PostScript postScript =
                OrcProto.PostScript.parseFrom(Arrays.copyOfRange(whole, whole.length - 1 - psLength, whole.length - 1));
        byte[] newPostScript = postScript.toBuilder()
                .setFooterLength(footer.getSerializedSize())
                .build()
                .toByteArray();
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(whole, 0, footerStart);
        footer.writeTo(changed);
        changed.write(newPostScript);
        changed.write(newPostScript.length);
        Files.write(temp.resolve("a.orc"), changed.toByteArray());
    }

    private static int footerStart(byte[] whole) throws IOException {
        int psLength = whole[whole.length - 1];
        int end = whole.length - 1 - psLength;
        return end
                - (int) OrcProto.PostScript.parseFrom(Arrays.copyOfRange(whole, end, whole.length - 1))
                        .getFooterLength();
    }

    private static OrcProto.Footer footer(byte[] whole) throws IOException {
        int psLength = whole[whole.length - 1];
        return OrcProto.Footer.parseFrom(Arrays.copyOfRange(whole, footerStart(whole), whole.length - 1 - psLength));
    }

    @Test
    void aStripeThatSaysItHasGigabytesIsRefused() throws IOException {
        ids(40, 100, CompressionKind.NONE);
        byte[] whole = Files.readAllBytes(temp.resolve("a.orc"));
        OrcProto.Footer.Builder footer = footer(whole).toBuilder();
        footer.getStripesBuilder(0).setFooterLength(HUGE);
        writeWithFooter(whole, footerStart(whole), footer.build());
        assertBad().withMessageContaining("does not end within the file of");
    }

    @Test
    void aStreamThatSaysItHasGigabytesIsRefused() throws IOException {
        ids(40, 100, CompressionKind.NONE);
        byte[] whole = Files.readAllBytes(temp.resolve("a.orc"));
        OrcProto.Footer.Builder footer = footer(whole).toBuilder();
        OrcProto.StripeInformation.Builder stripe = footer.getStripesBuilder(0);
        int start = (int) (stripe.getOffset() + stripe.getIndexLength() + stripe.getDataLength());
        int end = start + (int) stripe.getFooterLength();
        OrcProto.StripeFooter.Builder streams =
                OrcProto.StripeFooter.parseFrom(Arrays.copyOfRange(whole, start, end)).toBuilder();
        streams.getStreamsBuilder(streams.getStreamsCount() - 1).setLength(HUGE);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(whole, 0, start);
        streams.build().writeTo(changed);
        stripe.setFooterLength(changed.size() - start);
        changed.write(whole, end, footerStart(whole) - end);
        int footerStart = changed.size();
        changed.write(whole, footerStart(whole), whole.length - footerStart(whole));
        writeWithFooter(changed.toByteArray(), footerStart, footer.build());
        assertBad().havingRootCause().withMessageContaining("exceeds stripe bounds");
    }

    @Test
    void aFileWithEncryptedColumnsIsRefusedSoThatTheirMaskDoesNotLand() throws IOException {
        InMemoryKeystore keys = new InMemoryKeystore()
                .addKey("pii", EncryptionAlgorithm.AES_CTR_128, "0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        new OrcFolder(temp)
                .file(
                        "a.orc",
                        "struct<id:bigint,pay:bigint,of:struct<tax:bigint>>",
                        3,
                        9,
                        options -> options.setKeyProvider(keys).encrypt("pii:pay,of.tax"),
                        (batch, at, row) -> ((LongColumnVector) batch.cols[1]).vector[at] = 1000 + row);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new OrcFolder(temp).source()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FileErrorCode.BAD_FILE))
                .withMessageContaining("a.orc has encrypted columns (pay, of.tax), which cannot be read");
    }

    private ThrowableAssertAlternative<HeadgateException> assertBad() {
        return assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new OrcFolder(temp).source()))
                .withMessageContaining("a.orc is no ORC file that can be read to its end")
                .withMessageContaining("move it out of the source's files");
    }

    @Test
    void theFirstIncrementalRunLeavesOutAFileThatIsBeingWritten() throws IOException {
        OrcFolder folder = new OrcFolder(temp).with("incremental", true);
        for (String name : List.of("a.orc", "b.orc")) {
            folder.file(name, "struct<id:bigint>", 3, 9, ROW_NUMBER);
        }
        BeingWritten.isLeftUntilWhole(temp.resolve("b.orc"), folder::source, "trips", 3);
    }

    @Test
    void eachFileMayBeAStreamOfItsOwn() {
        OrcFolder folder = new OrcFolder(temp)
                .with("stream_per", "file")
                .file("b.orc", "struct<id:bigint>", 3, 9, ROW_NUMBER)
                .file("a.orc", "struct<number:int>", 2, 9, ROW_NUMBER);
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            assertThat(source.streams())
                    .extracting(stream -> stream.name()
                            + stream.schema().names()
                            + stream.records(stream.partitions(1), StreamState.EMPTY))
                    .containsExactly("a[number]2", "b[id]3");
        }
        assertThat(WholeReading.of(folder.source()).records())
                .map(Map::toString)
                .containsExactly("{number=0}", "{number=1}");
    }
}
