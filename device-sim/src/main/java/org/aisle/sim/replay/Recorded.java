package org.aisle.sim.replay;

import org.aisle.sim.sample.Sample;

/** What one row of a recording became. */
public sealed interface Recorded {

  /** Which row it is, counted from 1 over the whole file. */
  long number();

  /** The line where it begins, from 1; gzip and arrays on one line have many rows per line. */
  long line();

  /**
   * A sample, in the units of the map.
   *
   * @param group rows of the same array in the file have the same
   */
  record Mapped(long number, long line, long group, Sample sample) implements Recorded {}

  /** It could not be mapped; {@code sentence} says why. */
  record Rejected(long number, long line, String sentence) implements Recorded {}
}
