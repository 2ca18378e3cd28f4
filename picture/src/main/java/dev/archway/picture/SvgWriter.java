package dev.archway.picture;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes elements one by one; what it has written is well-formed XML whatever the texts are.
final class SvgWriter {
  private static final int REPLACEMENT = 0xFFFD;

  private final StringWriter written = new StringWriter();
  private final XMLStreamWriter xml;

  SvgWriter() {
    try {
      // The JDK's own, whichever others are on the class path: the same bytes everywhere.
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("The JDK writes no XML.", e);
    }
  }

  /// One call of the XML writer, which writes to memory and so does not fail.
  private interface Writing {
    void write() throws XMLStreamException;
  }

  private static void write(Writing writing) {
    try {
      writing.write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An element could not be written.", e);
    }
  }

  /// Begins an element.
  ///
  /// @param attributes names and values in turn
  void open(String element, String... attributes) {
    write(() -> {
      xml.writeStartElement(element);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i], allowed(attributes[i + 1]));
      }
    });
  }

  void text(String text) {
    write(() -> xml.writeCharacters(allowed(text)));
  }

  /// Ends the element that was begun last, and the line.
  void close() {
    write(() -> {
      xml.writeEndElement();
      xml.writeCharacters("\n");
    });
  }

  /// A whole element.
  void element(String element, String text, String... attributes) {
    open(element, attributes);
    text(text);
    close();
  }

  String document() {
    write(xml::flush);
    return written.toString();
  }

  /// The text with what XML 1.0 (section 2.2) cannot hold even escaped replaced.
  private static String allowed(String text) {
    return text.codePoints()
        .map(c -> isAllowed(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
