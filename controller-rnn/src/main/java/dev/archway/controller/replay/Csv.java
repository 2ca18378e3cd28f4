package dev.archway.controller.replay;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180), with any of the usual line ends; blank lines are passed over.
final class Csv {
  /// What some programs write before the first field to say that the text is Unicode.
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private int position;
  private int line = 1;

  /// One record of a file.
  ///
  /// @param line where it begins, counted from 1
  record Row(int line, List<String> fields) {
    Row {
      fields = List.copyOf(fields);
    }
  }

  private Csv(String text) {
    this.text = text;
    this.position = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
  }

  /// All rows, the header among them.
  ///
  /// @throws InvalidTableException where a quote is out of place
  static List<Row> rows(String text) {
    var csv = new Csv(text);
    var rows = new ArrayList<Row>();
    while (!csv.atEnd()) {
      var row = csv.row();
      if (!row.fields().equals(List.of(""))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() {
    int first = line;
    var fields = new ArrayList<String>();
    do {
      fields.add(takes('"') ? quoted(fields.size() + 1) : plain(fields.size() + 1));
    } while (takes(','));
    boolean carriageReturn = takes('\r');
    if (!takes('\n') && !carriageReturn && !atEnd()) {
      throw fault(line, fields.size(), "only a comma or the end of the line follows a quote");
    }
    line++;
    return new Row(first, fields);
  }

  private String plain(int column) {
    int start = position;
    while (!atEnd() && ",\r\n".indexOf(text.charAt(position)) < 0) {
      if (text.charAt(position) == '"') {
        throw fault(line, column, "a quote stands around a whole field or is doubled inside one");
      }
      position++;
    }
    return text.substring(start, position);
  }

  /// The rest of a field whose first quote is taken.
  private String quoted(int column) {
    int first = line;
    var field = new StringBuilder();
    while (!atEnd()) {
      char next = text.charAt(position++);
      // A doubled quote stands for one; any other ends the field.
      if (next == '"' && !takes('"')) {
        return field.toString();
      }
      line += next == '\n' ? 1 : 0;
      field.append(next);
    }
    throw fault(first, column, "a quote begins a field and none ends it");
  }

  private boolean atEnd() {
    return position == text.length();
  }

  private boolean takes(char wanted) {
    boolean there = !atEnd() && text.charAt(position) == wanted;
    position += there ? 1 : 0;
    return there;
  }

  private static InvalidTableException fault(int line, int column, String rule) {
    return new InvalidTableException(
        List.of("Line %d, column %d: %s.".formatted(line, column, rule)));
  }
}
