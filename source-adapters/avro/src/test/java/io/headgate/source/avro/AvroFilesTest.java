package io.headgate.source.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.BeingWritten;
import io.headgate.testkit.source.WholeReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several files as one stream, blocks of every kind, and files that are not what they should be. */
class AvroFilesTest {

    private static final String ID =
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";
    private static final int MARKER = 16;
    private static final int HUGE = Integer.MAX_VALUE - 8;

    @TempDir
    Path temp;

    private AvroFolder ids(int rows, int blockRows) {
        return new AvroFolder(temp).file("a.avro", ID, rows, blockRows, i -> AvroFolder.record(ID, (long) i));
    }

    private static List<Object> ids(WholeReading reading) {
        return reading.records().stream().map(record -> record.get("id")).toList();
    }

    private static List<Object> upTo(long count) {
        return LongStream.range(0, count).mapToObj(i -> (Object) i).toList();
    }

    @Test
    void thePlanKnowsTheNumberOfRecordsAndCutsAtBlocks() {
        WholeReading reading =
                WholeReading.of(ids(20, 3).with("min_partition_bytes", 1).source(), new MemorySourceState(), 4);
        assertThat(reading.known()).isEqualTo(20);
        assertThat(reading.plan()).hasSizeGreaterThan(2);
        assertThat(ids(reading)).isEqualTo(upTo(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "bzip2", "xz", "zstandard"})
    void everyCodecIsRead(String codec) {
        AvroFolder folder = new AvroFolder(temp)
                .file("a.avro", ID, 1000, 300, CodecFactory.fromString(codec), i -> AvroFolder.record(ID, (long) i));
        assertThat(ids(WholeReading.of(folder.source()))).isEqualTo(upTo(1000));
    }

    /** Avro's own reader takes a block without records for the end of the file. */
    @Test
    void recordsBehindAnEmptyBlockAreNotLost() throws IOException {
        ids(6, 3);
        Path file = temp.resolve("a.avro");
        byte[] bytes = Files.readAllBytes(file);
        byte[] marker = Arrays.copyOfRange(bytes, bytes.length - MARKER, bytes.length);
        int header = indexOf(bytes, marker) + MARKER;
        int second = indexOf(Arrays.copyOfRange(bytes, header, bytes.length), marker) + header + MARKER;
        ByteArrayOutputStream gap = new ByteArrayOutputStream();
        gap.write(bytes, 0, second);
        gap.write(new byte[] {0, 0});
        gap.write(marker);
        gap.write(bytes, second, bytes.length - second);
        Files.write(file, gap.toByteArray());
        WholeReading reading = WholeReading.of(new AvroFolder(temp).source());
        assertThat(ids(reading)).isEqualTo(upTo(6));
        assertThat(reading.known()).isEqualTo(6);
    }

    @Test
    void aSmallBlockThatBecomesAHugeOneIsStopped() throws IOException {
        new AvroFolder(temp).file("a.avro", ID, 0, 1, CodecFactory.deflateCodec(9), i -> i);
        Path file = temp.resolve("a.avro");
        byte[] header = Files.readAllBytes(file);
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(zeros, new Deflater(9, true))) {
            for (int i = 0; i < 300; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(header);
        BinaryEncoder numbers = EncoderFactory.get().directBinaryEncoder(bomb, null);
        numbers.writeLong(1);
        numbers.writeLong(zeros.size());
        bomb.write(zeros.toByteArray());
        bomb.write(header, header.length - MARKER, MARKER);
        Files.write(file, bomb.toByteArray());
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new AvroFolder(temp).source()))
                .withMessageContaining("a.avro is no Avro container file that can be read to its end");
    }

    @Test
    void aBlockThatSaysItHasGigabytesIsRefusedByThePlan() throws IOException {
        ids(6, 3);
        Path file = temp.resolve("a.avro");
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write(bytes);
        BinaryEncoder numbers = EncoderFactory.get().directBinaryEncoder(hostile, null);
        numbers.writeLong(1);
        numbers.writeLong(HUGE);
        hostile.write(bytes, bytes.length - MARKER, MARKER);
        Files.write(file, hostile.toByteArray());
        assertBad().withMessageContaining("the block at byte " + bytes.length + " does not end within the file");
    }

    @Test
    void aHeaderWithATextThatSaysItHasGigabytesIsRefused() throws IOException {
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write(new byte[] {'O', 'b', 'j', 1});
        BinaryEncoder numbers = EncoderFactory.get().directBinaryEncoder(hostile, null);
        numbers.writeLong(1);
        numbers.writeLong(HUGE);
        hostile.write("avro.schema".getBytes(StandardCharsets.UTF_8));
        Files.write(temp.resolve("a.avro"), hostile.toByteArray());
        assertBad();
    }

    @Test
    void aSmallSchemaThatBecomesAHugeTypeIsRefused() {
        String type = "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
        for (int i = 1; i <= 40; i++) {
            type = "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":" + type
                    + "},{\"name\":\"b\",\"type\":\"R" + (i - 1) + "\"}]}";
        }
        new AvroFolder(temp).file("a.avro", type, 0, 9, i -> i);
        assertBad().withMessageContaining("its schema has more than 10000 fields");
    }

    /** A record of one field with an array of nulls, in blocks of so many. */
    private void writeNulls(String type, int branch, long... blocks) throws IOException {
        String schema = "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"v\",\"type\":" + type + "}]}";
        new AvroFolder(temp).file("a.avro", schema, 0, 1, i -> i);
        Path file = temp.resolve("a.avro");
        byte[] header = Files.readAllBytes(file);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        BinaryEncoder values = EncoderFactory.get().directBinaryEncoder(record, null);
        if (branch >= 0) {
            values.writeIndex(branch);
        }
        for (long block : blocks) {
            values.writeLong(block);
        }
        values.writeLong(0);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(header);
        BinaryEncoder numbers = EncoderFactory.get().directBinaryEncoder(whole, null);
        numbers.writeLong(1);
        numbers.writeLong(record.size());
        whole.write(record.toByteArray());
        whole.write(header, header.length - MARKER, MARKER);
        Files.write(file, whole.toByteArray());
    }

    @Test
    void anArrayOfNothingIsBoundedAsItTakesNoBytes() throws IOException {
        String nulls = "{\"type\":\"array\",\"items\":\"null\"}";
        for (long[] blocks : List.of(new long[] {1_000_001}, new long[] {600_000, 600_000})) {
            writeNulls(nulls, -1, blocks);
            assertBad().withMessageContaining("it has an array of more than 1000000 elements without bytes");
            writeNulls("[\"long\",\"string\"," + nulls + "]", 2, blocks);
            assertBad().withMessageContaining("it has an array of more than 1000000 elements without bytes");
        }
        writeNulls(nulls, -1, 2, 1);
        assertThat(WholeReading.of(new AvroFolder(temp).source()).records())
                .containsExactly(Map.of("v", Arrays.asList(null, null, null)));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void aFileThatIsCutOffOrDamagedOrNoAvroIsAClearError() throws IOException {
        Path file = temp.resolve("a.avro");
        ids(100, 10);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertBad();
        byte[] damaged = whole.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);
        assertBad();
        Files.writeString(file, "id,name\n1,this is a csv file\n");
        assertBad();
    }

    private ThrowableAssertAlternative<HeadgateException> assertBad() {
        return assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new AvroFolder(temp).source()))
                .withMessageContaining("a.avro is no Avro container file that can be read to its end")
                .withMessageContaining("move it out of the source's files");
    }

    @Test
    void columnsAreThoseOfAllFiles() {
        String more = "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"x\",\"type\":\"string\"},"
                + "{\"name\":\"id\",\"type\":\"int\"}]}";
        AvroFolder folder = ids(1, 9).file("b.avro", more, 1, 9, i -> AvroFolder.record(more, "y", 5));
        WholeReading reading = WholeReading.of(folder.source());
        assertThat(reading.schema().names()).containsExactly("id", "x");
        assertThat(reading.records()).map(Map::toString).containsExactly("{id=0, x=null}", "{id=5, x=y}");
    }

    @Test
    void theFirstIncrementalRunLeavesOutAFileThatIsBeingWritten() throws IOException {
        AvroFolder folder = new AvroFolder(temp).with("incremental", true);
        for (String name : List.of("a.avro", "b.avro")) {
            folder.file(name, ID, 3, 9, i -> AvroFolder.record(ID, (long) i));
        }
        BeingWritten.isLeftUntilWhole(temp.resolve("b.avro"), folder::source, "trips", 3);
    }

    /** A file whose edges, size and time are those of the other, whatever the record in its middle is. */
    private static AvroFolder middle(AvroFolder folder, long value) {
        return folder.file("a.avro", ID, 10_000, 100, i -> AvroFolder.record(ID, i == 5000 ? value : 1000L));
    }

    private static WholeReading next(AvroFolder folder, MemorySourceState state) {
        WholeReading reading = WholeReading.of(folder.source(), state, 1);
        state.updateStream("trips", new LinkedHashMap<>(reading.after().values()));
        return reading;
    }

    @Test
    void aChangeThatTheEdgesDoNotShowIsFoundByTheHashAlone() {
        AvroFolder folder = new AvroFolder(temp.resolve("edges")).with("incremental", true);
        MemorySourceState state = new MemorySourceState();
        assertThat(next(middle(folder, 1000), state).records()).hasSize(10_000);
        assertThat(next(middle(folder, 1001), state).records()).isEmpty();

        AvroFolder hashed =
                new AvroFolder(temp.resolve("hashed")).with("incremental", true).with("hash", true);
        MemorySourceState whole = new MemorySourceState();
        assertThat(next(middle(hashed, 1000), whole).records()).hasSize(10_000);
        assertThat(next(hashed, whole).records()).isEmpty();
        middle(hashed, 1001);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> next(hashed, whole))
                .withMessageContaining("a.avro")
                .withMessageContaining("is not the file");
    }
}
