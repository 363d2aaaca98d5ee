package org.aisle.sim.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Comma-, semicolon- or tab-separated values with a header line. */
final class CsvRows implements Rows {

  private final BoundedReader reader;
  private final char delimiter;
  private @Nullable CSVParser parser;
  private @Nullable Iterator<CSVRecord> records;
  private boolean ended;

  CsvRows(BoundedReader reader, char delimiter) {
    this.reader = reader;
    this.delimiter = delimiter;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (ended) {
      return null;
    }
    CSVParser open = parser;
    Iterator<CSVRecord> rest = records;
    try {
      if (open == null || rest == null) {
        CSVFormat format =
            CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .get();
        open = CSVParser.builder().setReader(reader).setFormat(format).get();
        rest = open.iterator();
        parser = open;
        records = rest;
      }
      if (!rest.hasNext()) {
        ended = true;
        return null;
      }
      CSVRecord one = rest.next();
      reader.rowEnded();
      return row(one, open.getHeaderNames(), open.getCurrentLineNumber());
    } catch (UncheckedIOException | CSVException | IllegalArgumentException e) {
      ended = true;
      long line = open == null ? 1 : open.getCurrentLineNumber() + 1;
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Row.Broken(
          line, "The rest of the file can't be read as CSV: " + cause.getMessage());
    }
  }

  private static Row row(CSVRecord one, List<String> names, long line) {
    if (one.size() != names.size()) {
      return new Row.Broken(
          line,
          "The row has %d columns and the header has %d.".formatted(one.size(), names.size()));
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (int i = 0; i < one.size(); i++) {
      String text = one.get(i);
      if (text != null && !text.isEmpty()) {
        fields.put(names.get(i), JsonNodeFactory.instance.stringNode(text));
      }
    }
    return new Row.Fields(line, one.getRecordNumber(), fields);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
