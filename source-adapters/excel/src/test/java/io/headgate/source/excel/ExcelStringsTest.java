package io.headgate.source.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The clean error comes before the heap is full, however large {@code max_strings} is. */
class ExcelStringsTest {

    private static final long HEAP = 3 << 20;
    private static final long SHARE = 1 << 20;
    private static final ByteSize MOST = ByteSize.parse("128MB");

    private final ExcelMemory memory = new ExcelMemory(HEAP);

    /** Texts of a hundred characters and more. */
    private static ExcelXml texts(int count) throws IOException {
        StringBuilder xml = new StringBuilder("<sst>");
        for (int i = 0; i < count; i++) {
            xml.append("<si><t>").append("x".repeat(100)).append(i).append("</t></si>");
        }
        return new ExcelXml(
                new ByteArrayInputStream(xml.append("</sst>").toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ExcelStrings read(int count) throws IOException {
        return ExcelStrings.read(texts(count), MOST, memory);
    }

    @Test
    void textsThatFitTakeWhatTheyNeedAndGiveItBack() throws IOException {
        ExcelStrings strings = read(2000);
        assertThat(strings.count()).isEqualTo(2000);
        assertThat(strings.text(1999)).isEqualTo("x".repeat(100) + "1999");
        assertThat(SHARE - memory.left()).isBetween(2000L * (100 + Integer.BYTES), 2000L * 200);
        strings.release();
        strings.release();
        assertThat(memory.left()).isEqualTo(SHARE);
    }

    @Test
    void whatWouldNotFitIntoTheHeapIsRefusedThoughMaxStringsAllowsIt() {
        assertThatExceptionOfType(ExcelStrings.TooMuch.class)
                .isThrownBy(() -> read(20_000))
                .withMessageContaining("a third of the heap of 3MB")
                .withMessageContaining("Raise -Xmx (max_strings = 128MB");
        assertThat(memory.left()).isEqualTo(SHARE);
    }

    /** 700 KB would fit into the megabyte, but not beside the 500 KB that they are copied from. */
    @Test
    void theCopyWhileAnArrayGrowsCounts() {
        assertThatExceptionOfType(ExcelStrings.TooMuch.class)
                .isThrownBy(() -> read(7000))
                .withMessageContaining("-Xmx");
    }

    @Test
    void workbooksThatAreOpenAtTheSameTimeShareIt() throws IOException {
        ExcelStrings first = read(4000);
        assertThatExceptionOfType(ExcelStrings.TooMuch.class)
                .isThrownBy(() -> read(4000))
                .withMessageContaining("read fewer workbooks at the same time with partitions = 1");
        first.release();
        assertThat(read(4000).count()).isEqualTo(4000);
    }

    @Test
    void maxStringsHoldsWhereTheHeapIsLarge() {
        assertThatExceptionOfType(ExcelStrings.TooMuch.class)
                .isThrownBy(() -> ExcelStrings.read(texts(1000), ByteSize.parse("64KB"), new ExcelMemory(1L << 40)))
                .withMessageContaining("of more than 64KB")
                .withMessageContaining("raise max_strings, and the heap (-Xmx) with it");
    }
}
