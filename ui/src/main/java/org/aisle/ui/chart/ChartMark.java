package org.aisle.ui.chart;

import java.time.Instant;

/** Something that is drawn beside the lines of a chart and named in its legend. */
public sealed interface ChartMark {

  /** What the mark says, as plain text. */
  String text();

  /**
   * A level that a line is compared with, in the line's unit.
   *
   * @param line which of the chart's lines, from 0
   */
  record Limit(int line, double value, String text) implements ChartMark {}

  /** An instant at which something happened. */
  record Moment(Instant at, Kind kind, String text) implements ChartMark {}

  /** A stretch of time. */
  record Stretch(Instant from, Instant to, Kind kind, String text) implements ChartMark {}

  /** Decides colour and line. */
  enum Kind {
    /** Something began or lasts that somebody must look at. */
    ALERT,
    /** It ended. */
    CLEAR,
    /** What was looked at. */
    WINDOW
  }
}
