package org.aisle.templates.dashboard;

import java.time.Duration;
import java.util.List;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/** One tile. Fields are telemetry paths of the dashboard's device template. */
public sealed interface Tile {

  /** Its heading. */
  String title();

  /** Where it stands. */
  Area area();

  /** Grid position: column 0–11, row from 0, width 1–12 columns, height in rows of 80 px. */
  record Area(int column, int row, int width, int height) {}

  /** How a field of many devices or moments becomes one number. */
  enum Aggregate {
    AVG,
    MIN,
    MAX,
    SUM,
    COUNT,
    LAST
  }

  /** Limits of a field in its unit; outside them a value is marked. */
  record Band(@Nullable Double min, @Nullable Double max) {}

  /**
   * One number over the latest values of the fleet. The field is numeric or boolean; true counts as
   * 1 and false as 0, so that a sum tells how many doors are open.
   *
   * @param shareInBand show the percentage of devices inside {@code band} instead of the aggregate
   */
  record Kpi(
      String title,
      Area area,
      String field,
      Aggregate aggregate,
      @Nullable Band band,
      boolean shareInBand,
      @Nullable Double target)
      implements Tile {}

  /** The last known value of one device, or of the fleet's average, with its trend. */
  record LastValue(
      String title, Area area, String field, @Nullable String device, @Nullable Band band)
      implements Tile {}

  /** Fields over time: of one device, or one line per place for the fleet. */
  record LineChart(
      String title,
      Area area,
      List<String> fields,
      @Nullable String device,
      Aggregate aggregate,
      @Nullable Band band)
      implements Tile {
    public LineChart {
      fields = List.copyOf(fields);
    }
  }

  /** Places and devices on a map, coloured by {@code field} against {@code band}. */
  record MapTile(
      String title, Area area, String location, @Nullable String field, @Nullable Band band)
      implements Tile {}

  /** The devices whose latest value of {@code field} is worst. */
  record WorstTable(
      String title,
      Area area,
      String field,
      List<String> columns,
      int rows,
      boolean highestFirst,
      @Nullable Band band)
      implements Tile {
    public WorstTable {
      columns = List.copyOf(columns);
    }
  }

  /** A state (boolean or enum) of each device along time. */
  record StateTimeline(String title, Area area, String field, @Nullable String device, int rows)
      implements Tile {}

  /** How many devices there are and how many reported within {@code fresh}. */
  record DeviceCount(String title, Area area, Duration fresh) implements Tile {}

  /**
   * The open alerts of the template's devices, worst first.
   *
   * @param atLeast leaves out what matters less
   */
  record AlertList(String title, Area area, Severity atLeast, int rows) implements Tile {}
}
