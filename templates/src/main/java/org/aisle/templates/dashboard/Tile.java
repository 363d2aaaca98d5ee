package org.aisle.templates.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/** One tile. Fields are telemetry paths of its device template. */
public sealed interface Tile {

  /** What every tile says of itself. */
  Frame frame();

  /** Its heading. */
  default String title() {
    return frame().title();
  }

  /** Where it stands. */
  default Area area() {
    return frame().area();
  }

  /**
   * What every tile says of itself, whatever it shows.
   *
   * @param template the last segment of its device template, or null for the dashboard's
   * @param group shows only devices of this device group, or null
   * @param place shows only devices at this place, or null
   * @param drill where a click leads, or null for what is usual for its kind
   * @param decimals how its numbers are rounded, or null for what suits their unit
   * @param colours the first that fits decides; beside the tile's band
   */
  record Frame(
      String title,
      Area area,
      @Nullable String template,
      @Nullable String group,
      @Nullable String place,
      @Nullable Drill drill,
      @Nullable Integer decimals,
      List<Colour> colours) {
    public Frame {
      colours = List.copyOf(colours);
    }

    public Frame(String title, Area area) {
      this(title, area, null, null, null, null, null, List.of());
    }
  }

  /** Where a click on something in a tile leads. */
  enum Drill {
    PLACE,
    DEVICE,
    NONE
  }

  /** Colours a number that is greater than {@code above} or less than {@code below}. */
  record Colour(@Nullable Double above, @Nullable Double below, Meaning tone) {
    public boolean fits(double value) {
      return (above != null && value > above) || (below != null && value < below);
    }
  }

  /** What a colour says. */
  enum Meaning {
    GOOD,
    WARNING,
    BAD,
    NEUTRAL
  }

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
      Frame frame,
      String field,
      Aggregate aggregate,
      @Nullable Band band,
      boolean shareInBand,
      @Nullable Double target)
      implements Tile {}

  /** The last known value of one device, or of the fleet's average, with its trend. */
  record LastValue(Frame frame, String field, @Nullable String device, @Nullable Band band)
      implements Tile {}

  /** Fields over time: of one device, or one line per place for the fleet. */
  record LineChart(
      Frame frame,
      List<String> fields,
      @Nullable String device,
      Aggregate aggregate,
      @Nullable Band band)
      implements Tile {
    public LineChart {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Places and devices on a map, coloured by {@code field}: a number against {@code band}, or a
   * state by its value.
   *
   * @param path whether the way each device went in the range is drawn
   * @param device the only one whose way is drawn, or null for every device's
   */
  record MapTile(
      Frame frame,
      String location,
      @Nullable String field,
      @Nullable Band band,
      boolean path,
      @Nullable String device)
      implements Tile {}

  /** The devices whose latest value of {@code field} is worst. */
  record WorstTable(
      Frame frame,
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
  record StateTimeline(Frame frame, String field, @Nullable String device, int rows)
      implements Tile {}

  /** How many devices there are and how many reported within {@code fresh}. */
  record DeviceCount(Frame frame, Duration fresh) implements Tile {}

  /**
   * The open alerts of the template's devices, worst first.
   *
   * @param atLeast leaves out what matters less
   */
  record AlertList(Frame frame, Severity atLeast, int rows) implements Tile {}

  /**
   * What happened last: alerts that were raised or cleared, and changes of state fields.
   *
   * @param fields boolean or enum
   * @param device the only one, or null for all
   */
  record EventHistory(Frame frame, List<String> fields, @Nullable String device, int rows)
      implements Tile {
    public EventHistory {
      fields = List.copyOf(fields);
    }
  }

  /** A position on a floor plan, from its top left corner to the right and down. */
  record PlanPosition(double x, double y) {}

  /**
   * Devices on a picture of a floor.
   *
   * @param image one of the app template's pictures
   * @param alt the picture in words
   * @param width what the picture's width stands for, in the unit of {@code x} and {@code y} or of
   *     the positions
   * @param depth what its height stands for
   * @param x a numeric field, or null when devices stand at {@code positions}
   * @param y a numeric field, with {@code x}
   * @param positions of devices that report none, by id
   * @param field a number shown at each device, or null
   */
  record FloorPlan(
      Frame frame,
      String image,
      String alt,
      double width,
      double depth,
      @Nullable String x,
      @Nullable String y,
      Map<String, PlanPosition> positions,
      @Nullable String field,
      @Nullable Band band)
      implements Tile {
    public FloorPlan {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * A picture.
   *
   * @param alt the picture in words
   * @param link where a click leads, https, or null
   */
  record Image(Frame frame, String image, String alt, @Nullable String link) implements Tile {}

  /** How large a label is. */
  enum Size {
    SMALL,
    MEDIUM,
    LARGE
  }

  /** A few words. */
  record Label(Frame frame, String text, Size size) implements Tile {}

  /** A text in Markdown, of which {@code org.aisle.templates.prose} says what is shown. */
  record Markdown(Frame frame, String text) implements Tile {}

  /**
   * What a device is.
   *
   * @param device null for the first that has one of the properties
   * @param fields properties of the device template
   */
  record Properties(Frame frame, @Nullable String device, List<String> fields) implements Tile {
    public Properties {
      fields = List.copyOf(fields);
    }
  }

  /**
   * The stages a device went through along time, and when a number was outside its limits.
   *
   * @param stage an enum
   * @param excursion the number's field, or null
   * @param band of that number
   * @param device the only one, or null for the first {@code rows}
   */
  record JourneyStrip(
      Frame frame,
      String stage,
      @Nullable String excursion,
      @Nullable Band band,
      @Nullable String device,
      int rows)
      implements Tile {}
}
