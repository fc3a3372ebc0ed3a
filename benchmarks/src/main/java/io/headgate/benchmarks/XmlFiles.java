package io.headgate.benchmarks;

import com.fasterxml.aalto.stax.InputFactoryImpl;
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
        return "Aalto, streaming, every text";
    }

    @Override
    public boolean isText() {
        return true;
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
    public long read(Path file, TextValues texts) throws IOException {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        long rows = 0;
        long taken = 0;
        int column = -1;
        boolean converted = texts.isConverted();
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        String name = reader.getLocalName();
                        rows += name.equals("row") ? 1 : 0;
                        column = converted ? texts.column(name) : -1;
                    }
                    case XMLStreamConstants.END_ELEMENT -> column = -1;
                    case XMLStreamConstants.CHARACTERS ->
                        taken += column >= 0 ? texts.take(column, reader.getText()) : reader.getTextLength();
                    default -> {
                        // Nothing else carries values.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return taken == 0 ? 0 : rows;
    }
}
