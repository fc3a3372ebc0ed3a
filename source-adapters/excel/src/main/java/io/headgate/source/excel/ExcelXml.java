package io.headgate.source.excel;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One part of a workbook, element by element. No document type, no entities, nothing longer than a cell may be. One thread. */
final class ExcelXml implements AutoCloseable {

    /** Excel allows a cell 32,767 characters; a text with formats for single letters is longer. */
    private static final int MAX_TEXT = 1 << 20;

    private static final int MAX_ATTRIBUTE = 1 << 16;
    private static final int MAX_ATTRIBUTES = 256;
    private static final int MAX_DEPTH = 128;

    private static final XMLInputFactory FACTORY = factory();

    private final InputStream in;
    private final XMLStreamReader reader;

    ExcelXml(InputStream in) throws IOException {
        this.in = in;
        try {
            this.reader = FACTORY.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            in.close();
            throw failed(e);
        }
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        return factory;
    }

    /** Goes to the next beginning or end of an element; false at the end of the document. */
    boolean next() throws IOException {
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new IOException("it has a document type, which no workbook has");
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    boolean isStart() {
        return reader.isStartElement();
    }

    boolean isStart(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    String name() {
        return reader.getLocalName();
    }

    /** An attribute of the element that begins here, in no namespace. */
    @Nullable
    String attribute(String name) {
        return reader.getAttributeValue("", name);
    }

    /** An attribute of that local name in whatever namespace that is one. */
    @Nullable
    String qualified(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            if (reader.getAttributeLocalName(i).equals(name) && namespace != null && !namespace.isEmpty()) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The text of the element that begins here, up to its end. */
    String text() throws IOException {
        try {
            return reader.getElementText();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** Goes to the end of the element that begins here. */
    void skip() throws IOException {
        for (int depth = 1; depth > 0; ) {
            if (!next()) {
                throw new IOException("it ends within an element");
            }
            depth += isStart() ? 1 : -1;
        }
    }

    /** The plain text of a shared or inline string: its runs, without the readings that stand above Japanese words. */
    String richText(String element) throws IOException {
        StringBuilder text = new StringBuilder();
        while (next() && !isEnd(element)) {
            if (isStart("rPh")) {
                skip();
            } else if (isStart("t")) {
                text.append(text());
                if (text.length() > MAX_TEXT) {
                    throw new IOException("it has a text of more than " + MAX_TEXT + " characters");
                }
            }
        }
        return unescape(text.toString());
    }

    /** Characters that XML does not have stand as {@code _x000D_}. */
    static String unescape(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        int done = 0;
        while (at >= 0 && at + 7 <= text.length()) {
            if (text.charAt(at + 6) == '_' && isHex(text, at + 2)) {
                plain.append(text, done, at).append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                done = at + 7;
                at = text.indexOf("_x", done);
            } else {
                at = text.indexOf("_x", at + 1);
            }
        }
        return plain.append(text, done, text.length()).toString();
    }

    private static boolean isHex(String text, int start) {
        for (int i = start; i < start + 4; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static IOException failed(XMLStreamException e) {
        return e.getNestedException() instanceof IOException io
                ? io
                : new IOException(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw failed(e);
        } finally {
            in.close();
        }
    }
}
