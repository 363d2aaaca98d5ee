package org.aisle.sim.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.identity.DeviceRef;

/**
 * A ledger in one text file. {@code S number device@app hash time/seq,time/seq…} stands for a
 * message sent, {@code A number} for its acknowledgement. A line is handed to the operating system
 * before the call returns, so it survives the death of this process but not that of the machine. A
 * line cut short by a crash is dropped when the file is opened again. Thread-safe.
 *
 * <p>A full disk or a failing file is thrown as {@link UncheckedIOException}.
 */
public final class FileLedger implements MessageLedger {

  private final Path file;
  private final FileChannel channel;
  private long next;

  private FileLedger(Path file, FileChannel channel, long next) {
    this.file = file;
    this.channel = channel;
    this.next = next;
  }

  /** Opens a ledger, or begins one where there is none. */
  public static FileLedger open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long end = endOfLastLine(channel);
    channel.truncate(end);
    channel.position(end);
    long next = 0;
    try (Stream<String> lines = Files.lines(file)) {
      next = lines.filter(line -> line.startsWith("S ")).count();
    }
    return new FileLedger(file, channel, next);
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long at = channel.size() - 1; at >= 0; at--) {
      one.clear();
      channel.read(one, at);
      if (one.get(0) == '\n') {
        return at + 1;
      }
    }
    return 0;
  }

  @Override
  public synchronized long sent(OutgoingMessage message) {
    long number = next++;
    StringBuilder line = new StringBuilder("S ").append(number).append(' ');
    line.append(message.device().username()).append(' ');
    line.append(LedgerEntry.hash(message.payload())).append(' ');
    String separator = "";
    for (SampleKey key : message.samples()) {
      line.append(separator).append(key.observedAt()).append('/');
      key.seq().ifPresent(line::append);
      separator = ",";
    }
    write(line.append('\n').toString());
    return number;
  }

  @Override
  public synchronized void acknowledged(long number) {
    write("A " + number + "\n");
  }

  private void write(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger " + file + " can't be written.", e);
    }
  }

  @Override
  public Stream<LedgerEntry> entries() {
    try {
      BitSet acknowledged = new BitSet();
      try (Stream<String> lines = Files.lines(file)) {
        lines
            .filter(line -> line.startsWith("A "))
            .forEach(line -> acknowledged.set(Integer.parseInt(line.substring(2))));
      }
      return Files.lines(file)
          .filter(line -> line.startsWith("S "))
          .map(FileLedger::read)
          .map(entry -> entry.asAcknowledged(acknowledged.get((int) entry.number())));
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger " + file + " can't be read.", e);
    }
  }

  private static LedgerEntry read(String line) {
    String[] parts = line.split(" ", -1);
    DeviceRef device =
        DeviceRef.parse(parts[2])
            .orElseThrow(() -> new IllegalStateException("Not a ledger's line: " + line));
    List<SampleKey> samples = new ArrayList<>();
    for (String sample : parts[4].split(",")) {
      int slash = sample.indexOf('/');
      String seq = sample.substring(slash + 1);
      samples.add(
          new SampleKey(
              Instant.parse(sample.substring(0, slash)),
              seq.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seq))));
    }
    return new LedgerEntry(Long.parseLong(parts[1]), device, samples, parts[3], false);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger " + file + " can't be closed.", e);
    }
  }
}
