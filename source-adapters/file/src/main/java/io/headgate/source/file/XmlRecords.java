package io.headgate.source.file;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.FileInput;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** The records of an XML file, one after the other. Reads no document type, no entity but the five of XML itself. One thread. */
final class XmlRecords implements AutoCloseable {

    static final int MAX_TEXT = 16 << 20;

    private static final int MAX_DEPTH = 512;
    private static final int MAX_ATTRIBUTES = 10_000;
    private static final int MAX_PASSED = 100;
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final XMLInputFactory AWARE = factory(true);
    private static final XMLInputFactory UNAWARE = factory(false);

    private final String file;
    private final AutoCloseable input;
    private final XMLStreamReader2 reader;
    private final XmlPath path;
    private final XmlNames names;
    final XmlRecord record;
    /** Records so far. */
    long count;

    /** The text node that goes on until an element begins or ends, or -1. */
    private int openText = -1;
    /** Names of elements that are no records, as far as there are not many of them: for a message. */
    final Set<String> passed = new TreeSet<>();

    /** The nodes of the elements that are open. */
    private final int[] open = new int[MAX_DEPTH + 1];

    private XmlRecords(
            XMLInputFactory factory,
            InputStream bytes,
            AutoCloseable input,
            String file,
            XmlPath path,
            XmlNames names,
            int maxText) {
        this.file = file;
        this.input = input;
        this.path = path;
        this.names = names;
        this.record = new XmlRecord(maxText);
        try {
            this.reader = (XMLStreamReader2) factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    static XmlRecords open(FileInput input, String file, XmlConfig config, int maxText) {
        return new XmlRecords(
                AWARE,
                input.stream(),
                input,
                file,
                new XmlPath(config.recordElement()),
                new XmlNames(config.namespaces(), config.attributePrefix()),
                maxText);
    }

    /** Of one record as it is written when it is rejected: with prefixes in its names, and no namespaces. */
    static XmlRecords ofRaw(InputStream input, String file, XmlConfig config, int maxText) {
        String element = config.recordElement();
        String name = element.substring(element.lastIndexOf('/') + 1);
        XmlNames names = new XmlNames(java.util.Map.of(), config.attributePrefix());
        return new XmlRecords(UNAWARE, input, input, file, new XmlPath("/" + name), names, maxText);
    }

    private static XMLInputFactory factory(boolean namespaces) {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, namespaces);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // An error is then thrown by the call that reaches it, as a checked exception.
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_TEXT);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
        return factory;
    }

    /** Passes records. False if there are fewer. */
    boolean skip(long records) {
        try {
            while (count < records) {
                if (!toRecord()) {
                    return false;
                }
                reader.skipElement();
                count++;
            }
            return true;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Loads the next record. False at the end of the file, which is then known to be whole. */
    boolean next() {
        try {
            if (!toRecord()) {
                return false;
            }
            record.clear();
            load();
            count++;
            return true;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private boolean toRecord() throws XMLStreamException {
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = names.element(reader.getNamespaceURI(), reader.getLocalName());
                if (path.enter(name)) {
                    return true;
                }
                if (passed.size() < MAX_PASSED) {
                    passed.add(name);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.leave();
            } else if (event == XMLStreamConstants.DTD) {
                throw new HeadgateException(
                        FileErrorCode.BAD_FILE,
                        file
                                + " has a document type (DOCTYPE), which may define entities and is never read: take it out");
            }
        }
        return false;
    }

    /** From the start of an element, which is the current event, to its end. */
    private void load() throws XMLStreamException {
        int depth = 0;
        openText = -1;
        open[0] = element();
        while (depth >= 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    // Blanks before an element are layout.
                    record.dropBlank(openText);
                    openText = -1;
                    open[++depth] = element();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    openText = -1;
                    record.close(open[depth--]);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text(open[depth]);
                default -> {
                    // Comments and instructions say nothing; anything else was refused before.
                }
            }
        }
    }

    private int element() {
        int node = record.add(XmlRecord.ELEMENT, names.element(reader.getNamespaceURI(), reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            String local = reader.getAttributeLocalName(i);
            if (INSTANCE.equals(namespace) || local.startsWith("xsi:")) {
                boolean nil = local.endsWith("nil")
                        && reader.getAttributeValue(i).trim().matches("true|1");
                if (node >= 0) {
                    record.nils[node] |= nil;
                }
            } else if (!local.equals("xmlns") && !local.startsWith("xmlns:")) {
                attribute(namespace, local, reader.getAttributeValue(i).toCharArray());
            }
        }
        return node;
    }

    private void attribute(String namespace, String local, char[] value) {
        if (record.add(XmlRecord.ATTRIBUTE, names.attribute(namespace, local)) >= 0) {
            record.append(value, 0, value.length);
        }
    }

    private void text(int element) {
        // What a comment has divided is one text.
        if (openText < 0) {
            openText = record.add(XmlRecord.TEXT, "");
        }
        if (openText >= 0 && element >= 0) {
            record.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
    }

    private HeadgateException broken(XMLStreamException e) {
        Location location = e.getLocation();
        String at = location == null ? "" : " in line " + location.getLineNumber();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new HeadgateException(
                FileErrorCode.BAD_FILE,
                file + " is no well-formed XML" + at + ", after " + count + " records: " + message
                        + ". Copy the file again, then start anew with fresh=true",
                e);
    }

    @Override
    public void close() {
        try {
            reader.closeCompletely();
            input.close();
        } catch (Exception e) {
            // Nothing was written: there is nothing to lose by a failed close.
        }
    }
}
