package io.headgate.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.testkit.source.WholeReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a few hundred bytes that say that they have gigabytes. */
class ParquetHostileTest {

    private static final int HUGE = Integer.MAX_VALUE - 8;
    /** Behind the letters PAR1. */
    private static final int FIRST_PAGE = 4;

    @TempDir
    Path temp;

    /** One column whose first page is its dictionary. */
    private byte[] file(CompressionCodecName codec) throws IOException {
        new ParquetFolder(temp)
                .file(
                        "a.parquet",
                        "message m { required int64 id; }",
                        1000,
                        1000,
                        codec,
                        (group, i) -> group.add("id", i % 7L));
        return Files.readAllBytes(temp.resolve("a.parquet"));
    }

    private void writeWithFirstPage(byte[] whole, Consumer<PageHeader> change) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(whole, FIRST_PAGE, whole.length - FIRST_PAGE);
        PageHeader header = Util.readPageHeader(in);
        change.accept(header);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(whole, 0, FIRST_PAGE);
        Util.writePageHeader(header, changed);
        in.transferTo(changed);
        Files.write(temp.resolve("a.parquet"), changed.toByteArray());
    }

    private void writeWithColumn(Consumer<ColumnMetaData> change) throws IOException {
        file(CompressionCodecName.UNCOMPRESSED);
        new ParquetFolder(temp)
                .footer(
                        "a.parquet",
                        footer -> change.accept(footer.getRow_groups()
                                .get(0)
                                .getColumns()
                                .get(0)
                                .getMeta_data()));
    }

    private ThrowableAssertAlternative<HeadgateException> assertRefused(FileErrorCode code) {
        return assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new ParquetFolder(temp).source()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .withMessageContaining(temp.resolve("a.parquet").toString());
    }

    @Test
    void aPageThatSaysItBecomesGigabytesIsRefusedByFileAndBound() throws IOException {
        writeWithFirstPage(file(CompressionCodecName.GZIP), header -> header.setUncompressed_page_size(HUGE));
        assertRefused(FileErrorCode.EXPANDS_TOO_MUCH)
                .withMessageContaining("the page at byte 4 of the column [id]")
                .withMessageContaining(
                        "a quarter of the heap (" + Runtime.getRuntime().maxMemory() / 4 + ")");
    }

    @Test
    void aPageThatSaysItHasMoreBytesThanTheFileIsRefused() throws IOException {
        writeWithFirstPage(file(CompressionCodecName.UNCOMPRESSED), header -> header.setCompressed_page_size(HUGE));
        assertRefused(FileErrorCode.BAD_FILE).withMessageContaining("says that it has " + HUGE + " bytes");
    }

    @Test
    void aDictionaryThatSaysItHasMoreEntriesThanBytesIsRefused() throws IOException {
        writeWithFirstPage(file(CompressionCodecName.UNCOMPRESSED), header -> header.getDictionary_page_header()
                .setNum_values(HUGE));
        assertRefused(FileErrorCode.BAD_FILE)
                .withMessageContaining("says that it has " + HUGE + " entries in 56 bytes");
    }

    @Test
    void aColumnThatSaysItHasMoreBytesThanTheFileIsRefused() throws IOException {
        writeWithColumn(column -> column.setTotal_compressed_size(1L << 40));
        assertRefused(FileErrorCode.BAD_FILE).withMessageContaining("says that it has " + (1L << 40) + " bytes");
    }

    @Test
    void whatSnappySaysOfItselfIsBoundedToo() throws IOException {
        byte[] whole = file(CompressionCodecName.SNAPPY);
        ByteArrayInputStream in = new ByteArrayInputStream(whole, FIRST_PAGE, whole.length - FIRST_PAGE);
        PageHeader header = Util.readPageHeader(in);
        int data = whole.length - in.available();
        // Seven bits a byte: close to 2 GB.
        byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
        System.arraycopy(huge, 0, whole, data, huge.length);
        assertThat(header.getCompressed_page_size()).isGreaterThan(huge.length);
        writeWithFirstPage(whole, PageHeader::unsetCrc);
        assertRefused(FileErrorCode.EXPANDS_TOO_MUCH).withMessageContaining("becomes " + Integer.MAX_VALUE + " bytes");
    }
}
