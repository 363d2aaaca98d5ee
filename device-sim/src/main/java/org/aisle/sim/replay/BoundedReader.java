package org.aisle.sim.replay;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Fails when one row takes more than {@link #LARGEST_ROW} characters, instead of filling memory.
 */
final class BoundedReader extends FilterReader {

  static final int LARGEST_ROW = 8 * 1024 * 1024;

  /** A row has no end in sight. */
  static final class RowTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    RowTooLongException() {
      super("A row is longer than 8 million characters; the file is not what it seems to be.");
    }
  }

  private long sinceRow;

  BoundedReader(Reader in) {
    super(in);
  }

  void rowEnded() {
    sinceRow = 0;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    count(c < 0 ? 0 : 1);
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    count(Math.max(n, 0));
    return n;
  }

  private void count(int n) throws IOException {
    sinceRow += n;
    if (sinceRow > LARGEST_ROW) {
      throw new RowTooLongException();
    }
  }
}
