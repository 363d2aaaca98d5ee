package org.aisle.sim.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.aisle.sim.sample.Sample;
import org.jspecify.annotations.Nullable;

/**
 * A file of measurements and the map that says what they mean: CSV, JSON lines, or JSON values one
 * after the other, plain or gzip, recognised by content. It can be read several times, each time
 * with bounded memory. A file that ends in the middle gives a rejected row, then the end.
 */
public final class Recording {

  private final Path file;
  private final RowMapper mapper;
  private final AtomicLong bytesRead = new AtomicLong();
  private final long size;

  private Recording(Path file, RecordingMap map, long size) {
    this.file = file;
    this.mapper = new RowMapper(map);
    this.size = size;
  }

  /**
   * @throws IOException when there is no such file, or it may not be read
   */
  public static Recording open(Path file, RecordingMap map) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder.");
    }
    Recording recording = new Recording(file, map, Files.size(file));
    try (Rows rows = RecordingFile.open(file, new AtomicLong())) {
      return recording;
    }
  }

  /**
   * Reads the file from its beginning; close the stream. One stream at a time.
   *
   * @throws UncheckedIOException when the file can't be opened any more
   */
  public Stream<Recorded> rows() {
    bytesRead.set(0);
    Rows rows;
    try {
      rows = RecordingFile.open(file, bytesRead);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Reading(rows), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(() -> closeQuietly(rows));
  }

  /** The samples of all rows that can be mapped; close the stream. */
  public Stream<Sample> samples() {
    return rows()
        .mapMulti(
            (row, sink) -> {
              if (row instanceof Recorded.Mapped mapped) {
                sink.accept(mapped.sample());
              }
            });
  }

  /** How much of the file the present reading has passed, 0 to 1. */
  public double progress() {
    return size == 0 ? 1 : Math.min(1.0, (double) bytesRead.get() / size);
  }

  /** Source fields seen so far that the map neither takes nor ignores nor keeps; at most 100. */
  public Set<String> leftOut() {
    return Set.copyOf(mapper.leftOut());
  }

  private static void closeQuietly(Rows rows) {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Reading implements Iterator<Recorded> {
    private final Rows rows;
    private long number;
    private long line = 1;
    private boolean ended;
    private Optional<Recorded> ahead = Optional.empty();

    private Reading(Rows rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      if (ahead.isEmpty() && !ended) {
        ahead = read();
        ended |= ahead.isEmpty();
      }
      return ahead.isPresent();
    }

    private Optional<Recorded> read() {
      @Nullable Row row;
      try {
        row = rows.next();
      } catch (IOException | UncheckedIOException e) {
        ended = true;
        return Optional.of(
            new Recorded.Rejected(
                ++number, line, "The rest of the file can't be read: " + e.getMessage()));
      }
      if (row == null) {
        return Optional.empty();
      }
      line = row.line();
      return Optional.of(mapper.map(++number, row));
    }

    @Override
    public Recorded next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Recorded one = ahead.orElseThrow();
      ahead = Optional.empty();
      return one;
    }
  }
}
