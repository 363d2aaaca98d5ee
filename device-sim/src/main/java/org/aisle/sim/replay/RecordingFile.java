package org.aisle.sim.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a recording and finds out from its content, not from its name, how it is written. */
final class RecordingFile {

  private static final int SNIFFED = 64 * 1024;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private RecordingFile() {}

  /**
   * @param progress takes the number of bytes of the file read so far
   */
  static Rows open(Path file, AtomicLong progress) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      BufferedInputStream content = buffered(new Counting(raw, progress));
      content.mark(2);
      boolean zipped = content.read() == GZIP_FIRST && content.read() == GZIP_SECOND;
      content.reset();
      if (zipped) {
        content = buffered(new GZIPInputStream(content, SNIFFED));
      }
      content.mark(SNIFFED + 1);
      String start = start(content);
      content.reset();
      if (start.startsWith("\ufeff")) {
        content.skipNBytes(3);
        start = start.substring(1);
      }
      BoundedReader reader =
          new BoundedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
      String text = start.stripLeading();
      if (!text.startsWith("{") && !text.startsWith("[")) {
        return new CsvRows(reader, delimiter(start));
      }
      return firstLineIsWhole(start) ? new JsonLineRows(reader) : new JsonRows(reader, 1, 1);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** What can be read of the first {@link #SNIFFED} bytes; a file cut short may have fewer. */
  private static String start(InputStream content) throws IOException {
    byte[] bytes = new byte[SNIFFED];
    int length = 0;
    try {
      // Byte by byte: a longer read that fails in the middle would hide what came before.
      for (int b = content.read(); b >= 0 && length < SNIFFED - 1; b = content.read()) {
        bytes[length++] = (byte) b;
      }
    } catch (EOFException | ZipException e) {
      // Told when the reading comes to this point.
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, SNIFFED + 16);
  }

  private static char delimiter(String start) {
    String header = start.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char best = ',';
    long most = header.chars().filter(c -> c == ',').count();
    for (char candidate : new char[] {';', '\t'}) {
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  /** Whether the first line holds whole values and is followed by more: then each line does. */
  private static boolean firstLineIsWhole(String start) throws IOException {
    String text = start.stripLeading();
    int end = text.indexOf('\n');
    if (end < 0 || text.substring(end).isBlank()) {
      return false;
    }
    try (JsonRows rows = new JsonRows(new StringReader(text.substring(0, end)), 1, 1)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row instanceof Row.Broken) {
          return false;
        }
      }
      return true;
    }
  }

  private static final class Counting extends FilterInputStream {
    private final AtomicLong progress;

    private Counting(InputStream in, AtomicLong progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      progress.addAndGet(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      progress.addAndGet(Math.max(n, 0));
      return n;
    }
  }
}
