package io.headgate.benchmarks;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An XML element per row, with one per value. */
final class XmlFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "xml";
    }

    @Override
    public String library() {
        return "Woodstox, streaming, every text";
    }

    @Override
    public String source(Path file) {
        return "name = \"xml\"\nconfig = { source_path = \"" + file + "\", record_element = \"row\" }\n";
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        CsvRows.write(
                data,
                file,
                "<rows>",
                (names, types, row, out) -> {
                    out.append("<row>");
                    for (int i = 0; i < names.size(); i++) {
                        element(names, i, row.getField(i), out);
                    }
                    out.append("</row>");
                },
                "\n",
                "</rows>\n");
    }

    private static void element(List<String> names, int i, String value, StringBuilder out) {
        if (!value.isEmpty()) {
            String text = value.replace("&", "&amp;").replace("<", "&lt;");
            out.append('<').append(names.get(i)).append('>').append(text);
            out.append("</").append(names.get(i)).append('>');
        }
    }

    @Override
    public long read(Path file) throws IOException {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        long rows = 0;
        long characters = 0;
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                        rows += reader.getLocalName().equals("row") ? 1 : 0;
                    case XMLStreamConstants.CHARACTERS ->
                        characters += reader.getText().length();
                    default -> {
                        // Nothing else carries values.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return characters == 0 ? 0 : rows;
    }
}
