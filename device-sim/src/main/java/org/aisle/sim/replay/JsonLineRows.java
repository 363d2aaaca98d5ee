package org.aisle.sim.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** JSON, one message a line: a line that can't be read does not hide the next. */
final class JsonLineRows implements Rows {

  private final BoundedReader bound;
  private final BufferedReader lines;
  private @Nullable JsonRows current;
  private long line;
  private long group;

  JsonLineRows(BoundedReader bound) {
    this.bound = bound;
    this.lines = new BufferedReader(bound);
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (true) {
      JsonRows rows = current;
      if (rows != null) {
        Row row = rows.next();
        group = rows.lastGroup();
        if (row != null) {
          return row;
        }
        current = null;
      }
      String text = lines.readLine();
      if (text == null) {
        return null;
      }
      bound.rowEnded();
      line++;
      if (!text.isBlank()) {
        current = new JsonRows(new StringReader(text), line, group + 1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
