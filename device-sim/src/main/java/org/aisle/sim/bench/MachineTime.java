package org.aisle.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Processor time of the whole machine since its start, in ticks, as Linux counts it (proc(5),
 * {@code /proc/stat}).
 *
 * @param all of every kind, idle time included
 * @param idle in which nothing ran
 * @param stolen in which something here would have run, had the host not given the processor to
 *     another machine
 */
public record MachineTime(long all, long idle, long stolen) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  /** Empty where there is no such file. */
  public static Optional<MachineTime> now() throws IOException {
    return Files.isReadable(STAT) ? Optional.of(parse(Files.readString(STAT))) : Optional.empty();
  }

  static MachineTime parse(String stat) throws IOException {
    String[] words = stat.lines().findFirst().orElse("").trim().split("\\s+");
    if (!words[0].equals("cpu") || words.length <= STOLEN) {
      throw new IOException("/proc/stat does not begin with the processors' times.");
    }
    long all = 0;
    for (int i = 1; i <= STOLEN; i++) {
      all += Long.parseLong(words[i]);
    }
    return new MachineTime(
        all,
        Long.parseLong(words[IDLE]) + Long.parseLong(words[WAITING]),
        Long.parseLong(words[STOLEN]));
  }

  public MachineTime minus(MachineTime before) {
    return new MachineTime(all - before.all, idle - before.idle, stolen - before.stolen);
  }

  /** 0 to 1. */
  public double stolenShare() {
    return all == 0 ? 0 : stolen / (double) all;
  }

  /** 0 to 1. */
  public double idleShare() {
    return all == 0 ? 0 : idle / (double) all;
  }
}
