package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReadTest {

    @TempDir
    Path temp;

    private XmlFolder folder(String text) {
        return new XmlFolder(temp).with("record_element", "r").file("a.xml", text);
    }

    private CsvFolder.Reading read(String records) {
        return folder("<all>" + records + "</all>").read();
    }

    @Test
    void attributes_elements_and_text_become_columns_of_the_narrowest_type() {
        CsvFolder.Reading reading = read(
                """
                <!-- one --><r id="1"><name>a &amp; <![CDATA[<b>]]></name><n> 7 </n><d>2026-01-31</d><e/><t>x<!-- -->y</t></r>
                <r id="2"><d>2026-02-01</d><name>  b </name><n>8</n><f>0.5</f><code>007</code></r>
                <x><r id="3"/></x>
                """);
        assertThat(reading.codes()).isEmpty();
        assertThat(reading.schema().names()).containsExactly("_id", "name", "n", "d", "e", "t", "f", "code");
        assertThat(reading.types())
                .containsExactly("int64", "string", "string", "date", "string", "string", "float64", "string");
        assertThat(reading.column("name")).containsExactly("a & <b>", "  b ", null);
        assertThat(reading.column("t")).containsExactly("xy", null, null);
        assertThat(reading.column("e")).containsExactly("", null, null);
        assertThat(reading.column("_id")).containsExactly(1L, 2L, 3L);
        assertThat(reading.places).containsExactly("a.xml:1", "a.xml:2", "a.xml:3");
    }

    @Test
    void what_is_repeated_or_has_parts_becomes_json_or_structs_and_lists() {
        String text =
                """
                <all><r>top<p cur="EUR">12</p><tag>a</tag><tag>b</tag><o><x>1</x><y> </y></o></r>
                <r><p>13</p><tag>c</tag></r></all>
                """;
        CsvFolder.Reading json = folder(text).read();
        assertThat(json.types()).containsExactly("string", "json", "json", "json");
        assertThat(json.column("p")).containsExactly("{\"_cur\":\"EUR\",\"_text\":\"12\"}", "\"13\"");
        assertThat(json.column("tag")).containsExactly("[\"a\",\"b\"]", "\"c\"");
        assertThat(json.column("o")).containsExactly("{\"x\":\"1\",\"y\":\" \"}", null);
        assertThat(json.column("_text")).containsExactly("top", null);

        CsvFolder.Reading struct = folder(text).with("nested", "struct").read();
        assertThat(struct.types())
                .containsExactly(
                        "string", "struct<_cur:string,_text:int64>", "list<string>", "struct<x:int64,y:string>");
        assertThat(struct.column("tag")).containsExactly(List.of("a", "b"), List.of("c"));
        Map<String, Object> noCurrency = new HashMap<>();
        noCurrency.put("_cur", null);
        noCurrency.put("_text", 13L);
        assertThat(struct.column("p")).containsExactly(Map.of("_cur", "EUR", "_text", 12L), noCurrency);
    }

    @Test
    void namespaces_tell_names_apart_where_they_are_declared_and_nil_is_null() {
        String text =
                """
                <all xmlns="urn:a" xmlns:q="urn:b" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <q:r q:k="1"><v>1</v><q:v>2</q:v></q:r><q:r><q:v xsi:nil="true"/></q:r><r><v>9</v></r></all>
                """;
        CsvFolder.Reading reading = folder(text)
                .with("namespaces", Map.of("b", "urn:b"))
                .with("record_element", "b:r")
                .read();
        assertThat(reading.schema().names()).containsExactly("_b:k", "v", "b:v");
        assertThat(reading.column("b:v")).containsExactly(2L, null);
        assertThat(reading.column("v")).containsExactly(1L, null);
    }

    @Test
    void a_path_names_records_from_the_root() {
        String text = "<a><b><r><v>1</v></r></b><r><v>2</v></r><c><b><r><v>3</v></r></b></c><b><r><v>4</v></r></b></a>";
        assertThat(folder(text).with("record_element", "/a/b/r").read().column("v"))
                .containsExactly(1L, 4L);
        assertThat(folder("<r><v>5</v></r>").with("record_element", "/r").read().column("v"))
                .containsExactly(5L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<r><n>x</n></r>|BAD_INT64",
                "<r><n>007</n></r>|BAD_INT64",
                "<r><n>1</n><n>2</n></r>|REPEATED_ELEMENT",
                "<r><n a=\"1\">2</n></r>|NOT_TEXT",
                "<r><m>2</m></r>|UNKNOWN_FIELD",
                "<r>text &amp; &lt;more&gt;</r>|UNKNOWN_FIELD",
            })
    void a_record_that_does_not_fit_is_rejected_with_its_number_and_text(String record, String code) {
        CsvFolder.Reading reading = folder("<all><r><n>1</n></r>\n" + record + "<r><n>3</n></r></all>")
                .with("sample_rows", 1)
                .read();
        assertThat(reading.codes()).containsExactly(code);
        assertThat(reading.rejected.get(0).place()).isEqualTo("a.xml:2");
        assertThat(reading.rejected.get(0).raw()).isEqualTo(record);
        assertThat(reading.column("n")).containsExactly(1L, 3L);
    }

    @Test
    void a_record_that_is_too_long_is_rejected_and_the_next_one_read() {
        XmlFolder folder = folder(
                "<all><r><n>1</n></r><r><n>" + "2".repeat(5000) + "</n><o><p>3</p></o></r><r><n>4</n></r></all>");
        CsvFolder.Reading reading = folder.maxText(1000).read();
        assertThat(reading.codes()).containsExactly("RECORD_TOO_LONG");
        assertThat(reading.column("n")).containsExactly(1L, 4L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE all [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><all><r>&e;</r></all>",
                "<!DOCTYPE all [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><all><r>&b;</r></all>",
                "<!DOCTYPE all SYSTEM \"http://127.0.0.1:1/x.dtd\"><all><r/></all>",
                "<all><r>&unknown;</r></all>",
                "<all><r><n>1</n></r><r><n>2</r></all>",
                "<all><r><n>1</n></r>",
                "no xml",
                ""
            })
    void entities_document_types_and_broken_files_are_errors_that_name_the_file(String text) {
        String padded = text.isEmpty() ? " " : text;
        assertThatThrownBy(() -> folder(padded).read())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(FileErrorCode.BAD_FILE))
                .hasMessageContaining("a.xml");
    }

    @Test
    void other_encodings_are_read_as_the_file_says() {
        String text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><all><r><n>\u00e9\u00fc</n></r></all>";
        CsvFolder.Reading latin = new XmlFolder(temp)
                .with("record_element", "r")
                .file("a.xml", text.getBytes(StandardCharsets.ISO_8859_1))
                .read();
        assertThat(latin.column("n")).containsExactly("éü");
        byte[] utf16 = text.replace("ISO-8859-1", "UTF-16").getBytes(StandardCharsets.UTF_16);
        assertThat(new XmlFolder(temp)
                        .with("record_element", "r")
                        .file("a.xml", utf16)
                        .read()
                        .column("n"))
                .containsExactly("éü");
        assertThat(read("<r><n>表😀</n></r>").column("n")).containsExactly("表😀");
    }

    @Test
    void a_rejected_record_can_be_repaired_and_read() {
        XmlFolder folder = folder(
                        "<a xmlns:q=\"urn:b\"><q:r q:k=\"1\"><q:n>1</q:n></q:r><q:r q:k=\"2\"><q:n>x &lt;</q:n></q:r></a>")
                .with("namespaces", Map.of("b", "urn:b"))
                .with("record_element", "b:r")
                .with("sample_rows", 1);
        RejectedRecord rejected = folder.read().rejected.get(0);
        assertThat(rejected.raw()).isEqualTo("<b:r b:k=\"2\"><b:n>x &lt;</b:n></b:r>");
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            RowBatchBuilder rows = new RowBatchBuilder(source.streams().get(0).schema(), 1);
            RawRecordReader reader = (RawRecordReader) source.streams().get(0);
            assertThat(reader.readRaw(rejected, rows)).isEqualTo(rejected);
            RejectedRecord repaired = new RejectedRecord(
                    rejected.place(),
                    rejected.code(),
                    rejected.reason(),
                    rejected.raw().replace("x &lt;", "2"));
            assertThat(reader.readRaw(repaired, rows)).isNull();
            assertThat(rows.build().toMap(0)).isEqualTo(Map.of("_b:k", 2L, "b:n", 2L));
        }
    }

    private IDataSource contractSource() {
        StringBuilder text = new StringBuilder("<all>");
        for (int i = 1; i <= 20; i++) {
            text.append("<r id=\"").append(i).append("\"><n>表").append(i).append("</n><t>a</t>");
            text.append(i % 2 == 0 ? "<t>b</t>" : "").append("</r>").append(i % 6 == 0 ? "<r><zz/></r>\n" : "");
        }
        new XmlFolder(temp)
                .file("b.xml", text.substring(0, text.length() / 2).replaceFirst("<r id=\"10.*$", "") + "</all>");
        return new XmlFolder(temp)
                .with("record_element", "/all/r")
                .with("columns", Map.of("t", "list<string>", "_id", "int64", "n", "string"))
                .with("sample_rows", 1)
                .file("a.xml", text + "</all>")
                .source();
    }

    @org.junit.jupiter.api.Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return contractSource();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int last : new int[] {20, 9}) {
                for (int i = 1; i <= last; i++) {
                    List<String> tags = i % 2 == 0 ? List.of("a", "b") : List.of("a");
                    records.add(Map.of("_id", (long) i, "n", "表" + i, "t", new ArrayList<>(tags)));
                }
            }
            return records;
        }

        @Override
        protected int expectedRejects(String stream) {
            return 4;
        }
    }

    @org.junit.jupiter.api.Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return contractSource();
        }
    }

    @org.junit.jupiter.api.Nested
    class Partitions extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            contractSource();
            return new XmlFolder(temp)
                    .with("record_element", "/all/r")
                    .with("columns", Map.of("t", "list<string>", "_id", "int64", "n", "string"))
                    .with("min_partition_bytes", 1)
                    .with("sample_rows", 1)
                    .source();
        }
    }

    @Test
    void an_element_that_is_not_there_is_answered_with_the_nearest_and_a_feed_without_records_is_none() {
        String text = "<orders><order><n>1</n></order></orders>";
        Map<String, String> columns = Map.of("n", "int64");
        assertThatThrownBy(() -> folder(text)
                        .with("record_element", "ordr")
                        .with("columns", columns)
                        .read())
                .hasMessageContaining("record_element 'ordr'")
                .hasMessageContaining("'order'");
        assertThatThrownBy(() -> folder(text)
                        .with("record_element", "/order")
                        .with("columns", columns)
                        .read())
                .hasMessageContaining("at another path");
        assertThatThrownBy(() -> folder("<none/>").read()).hasMessageContaining("holds no element 'r'");
        assertThat(folder("<none/>").with("columns", columns).read().rows).isEmpty();
        assertThatThrownBy(() -> folder(text).with("record_element", "o:order").source())
                .hasMessageContaining("namespaces");
    }

    @Test
    void an_incremental_run_reads_new_files_alone() {
        XmlFolder folder = folder("<all><r id='1'/></all>").with("incremental", true);
        assertThat(folder.run().column("_id")).containsExactly(1L);
        folder.file("b.xml", "<all><r id='2'/><r id='3'/></all>");
        CsvFolder.Reading second = folder.run();
        assertThat(second.column("_id")).containsExactly(2L, 3L);
        assertThat(second.places).containsExactly("b.xml:1", "b.xml:2");
        assertThat(folder.run().rows).isEmpty();
        folder.file("b.xml", "<all><r id='2'/><r id='3'/><r id='4'/></all>");
        assertThatThrownBy(folder::run).hasMessageContaining("b.xml").hasMessageContaining("on_changed_file");
    }
}
