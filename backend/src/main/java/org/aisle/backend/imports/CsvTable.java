package org.aisle.backend.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.backend.registry.Outcome;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file under the names of its columns. */
record CsvTable(List<String> columns, List<Line> lines) {

  private static final int MOST_COLUMNS = 200;
  private static final Pattern BREAK = Pattern.compile("\\r\\n|\\r|\\n");
  private static final Pattern LINE = Pattern.compile("line[ :]+(\\d{1,9})");
  private static final char[] SEPARATORS = {',', ';', '\t'};

  /**
   * One row.
   *
   * @param number of the line where it begins, from 1 on
   * @param cells by column, stripped, without the empty ones
   * @param tooMany whether it has more cells than there are columns
   */
  record Line(long number, Map<String, String> cells, boolean tooMany) {}

  CsvTable {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
  }

  static Outcome<CsvTable> read(byte[] file) {
    if (file.length > Imports.MOST_BYTES) {
      return refused(
          "too-large",
          "The file has more than %d MiB: split it.".formatted(Imports.MOST_BYTES >> 20));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      return refused("encoding", "The file is not in UTF-8: save it as CSV UTF-8.");
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (plain.isBlank()) {
      return refused("empty", "The file is empty: its first line names the columns.");
    }
    if (plain.indexOf('\0') >= 0) {
      return refused("no-csv", "The file holds null characters: it is no CSV.");
    }
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(separator(plain)).setIgnoreEmptyLines(true).get();
    try (CSVParser parser =
        CSVParser.parse(new StringReader(plain.endsWith("\n") ? plain : plain + "\n"), format)) {
      return table(parser);
    } catch (CSVException e) {
      return malformed(e);
    } catch (UncheckedIOException e) {
      return malformed(e);
    } catch (IOException e) {
      return malformed(e);
    }
  }

  private static Outcome<CsvTable> malformed(Throwable e) {
    Matcher line = LINE.matcher(e.getMessage() == null ? "" : e.getMessage());
    return refused(
        "no-csv",
        "The file can't be read as CSV: a quote%s is not closed, or stands within a text. Close it,"
                .formatted(line.find() ? " in line " + line.group(1) : "")
            + " and double quotes that belong to a text.");
  }

  private static Outcome<CsvTable> table(CSVParser parser) {
    List<String> columns = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (CSVRecord record : parser) {
      if (columns.isEmpty()) {
        record.forEach(cell -> columns.add(cell.strip()));
        Outcome<CsvTable> wrong = wrong(columns);
        if (wrong != null) {
          return wrong;
        }
      } else if (!blank(record)) {
        if (lines.size() == Imports.MOST_ROWS) {
          return refused(
              "too-many-rows",
              "The file has more than %,d rows, and none was taken: split it."
                  .formatted(Imports.MOST_ROWS));
        }
        lines.add(line(begins(parser, record), record, columns));
      }
    }
    return lines.isEmpty()
        ? refused("empty", "The file has no rows below the names of its columns.")
        : new Outcome.Done<>(new CsvTable(columns, lines));
  }

  @org.jspecify.annotations.Nullable
  private static Outcome<CsvTable> wrong(List<String> columns) {
    if (columns.size() > MOST_COLUMNS) {
      return refused("columns", "The file has more than %d columns.".formatted(MOST_COLUMNS));
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isEmpty() || !seen.add(column)) {
        return refused(
            "columns",
            "Each column needs a name of its own in the first line; %s."
                .formatted(column.isEmpty() ? "one has none" : "two have the same"));
      }
    }
    return null;
  }

  /** The parser stands at the end of the record, whose cells may hold line breaks. */
  private static long begins(CSVParser parser, CSVRecord record) {
    long line = parser.getCurrentLineNumber();
    for (String cell : record) {
      line -= BREAK.matcher(cell).results().count();
    }
    return line;
  }

  private static boolean blank(CSVRecord record) {
    for (String cell : record) {
      if (!cell.isBlank()) {
        return false;
      }
    }
    return true;
  }

  private static Line line(long number, CSVRecord record, List<String> columns) {
    Map<String, String> cells = new TreeMap<>();
    for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
      String cell = record.get(i).strip();
      if (!cell.isEmpty()) {
        cells.put(columns.get(i), cell);
      }
    }
    boolean tooMany = false;
    for (int i = columns.size(); i < record.size(); i++) {
      tooMany |= !record.get(i).isBlank();
    }
    return new Line(number, cells, tooMany);
  }

  /** The one that stands most often in the first line. */
  private static char separator(String text) {
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    char best = ',';
    long most = 0;
    for (char separator : SEPARATORS) {
      long count = first.chars().filter(c -> c == separator).count();
      if (count > most) {
        most = count;
        best = separator;
      }
    }
    return best;
  }

  private static Outcome<CsvTable> refused(String code, String sentence) {
    return Outcome.Refused.because("import." + code, sentence);
  }
}
