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
   * @param unit what its numbers count, of fields without a unit, or null
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
      @Nullable String unit,
      List<Colour> colours) {
    public Frame {
      colours = List.copyOf(colours);
    }

    public Frame(String title, Area area) {
      this(title, area, null, null, null, null, null, null, List.of());
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

  /** What a number is taken from. */
  enum Over {
    /** What the devices said last, as long as they are not silent. */
    LATEST,
    /** All that was measured in the range. */
    RANGE
  }

  /** On which side of its target a number should be. */
  enum Goal {
    AT_LEAST,
    AT_MOST
  }

  /** Devices are summed up to their place with this {@code groupBy}. */
  String BY_PLACE = "place";

  /** Every device stands for itself with this {@code groupBy}. */
  String BY_DEVICE = "device";

  /** Numbers are summed up to pieces of time with this {@code groupBy}. */
  String BY_TIME = "time";

  /**
   * One number of the fleet. The field is numeric or boolean; true counts as 1 and false as 0, so
   * that a sum tells how many doors are open.
   *
   * @param shareInBand show the percentage of devices, or over a range of readings, inside {@code
   *     band} instead of the aggregate
   * @param compare tells the difference to the same number so long ago, or null
   */
  record Kpi(
      Frame frame,
      String field,
      Aggregate aggregate,
      @Nullable Band band,
      boolean shareInBand,
      @Nullable Double target,
      Goal targetIs,
      Over over,
      @Nullable Duration compare)
      implements Tile {
    public Kpi {
      targetIs = targetIs == null ? Goal.AT_LEAST : targetIs;
      over = over == null ? Over.LATEST : over;
    }
  }

  /** The last known value of one device, or of the fleet's average, with its trend. */
  record LastValue(Frame frame, String field, @Nullable String device, @Nullable Band band)
      implements Tile {}

  /** A number of one device or of the fleet on a scale. */
  record Gauge(
      Frame frame,
      String field,
      @Nullable String device,
      Aggregate aggregate,
      double min,
      double max,
      @Nullable Band band,
      @Nullable Double target)
      implements Tile {}

  /**
   * Fields over time: of one device, or one line per group of the fleet.
   *
   * @param devices only these; empty means all
   * @param groupBy {@link #BY_PLACE}, {@link #BY_DEVICE} or a property
   * @param limits whether {@code band} is drawn
   * @param alerts whether the alerts of the devices are marked
   */
  record LineChart(
      Frame frame,
      List<String> fields,
      @Nullable String device,
      List<String> devices,
      Aggregate aggregate,
      String groupBy,
      @Nullable Band band,
      Boolean limits,
      boolean alerts)
      implements Tile {
    public LineChart {
      fields = List.copyOf(fields);
      devices = List.copyOf(devices);
      groupBy = groupBy == null ? BY_PLACE : groupBy;
      limits = limits == null || limits;
    }
  }

  /**
   * One bar per group of the fleet, or per piece of time.
   *
   * @param groupBy {@link #BY_PLACE}, {@link #BY_DEVICE}, {@link #BY_TIME} or a property
   * @param bucket the length of a piece of time; null unless grouped by time
   * @param rows how many bars at most, unless grouped by time
   * @param stacked an enum or boolean field by whose states each bar is parted, or null
   */
  record Bar(
      Frame frame,
      String field,
      Aggregate aggregate,
      String groupBy,
      @Nullable Duration bucket,
      Over over,
      int rows,
      @Nullable Band band,
      @Nullable String stacked)
      implements Tile {}

  /**
   * The parts of a whole: how many devices are in each state of an enum or boolean field, or the
   * aggregate of a number per group.
   *
   * @param groupBy of a number: {@link #BY_PLACE}, {@link #BY_DEVICE} or a property; else null
   */
  record Pie(Frame frame, String field, @Nullable String groupBy, Aggregate aggregate)
      implements Tile {}

  /** A number per hour of the day and day of the range, in the app's time zone. */
  record HeatMap(
      Frame frame, String field, Aggregate aggregate, @Nullable String device, @Nullable Band band)
      implements Tile {}

  /**
   * How many devices have reached each stage: those at it or beyond.
   *
   * @param stages values of the enum field, first stage first
   */
  record Funnel(Frame frame, String field, List<String> stages) implements Tile {
    public Funnel {
      stages = List.copyOf(stages);
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

  /**
   * The devices whose {@code field} is worst, and what else they said.
   *
   * @param aggregate how all that was measured becomes one number, when {@code over} is the range
   */
  record WorstTable(
      Frame frame,
      String field,
      List<String> columns,
      int rows,
      boolean highestFirst,
      @Nullable Band band,
      Over over,
      Aggregate aggregate)
      implements Tile {
    public WorstTable {
      columns = List.copyOf(columns);
      over = over == null ? Over.LATEST : over;
      aggregate = aggregate == null ? Aggregate.AVG : aggregate;
    }
  }

  /** A state (boolean or enum) of each device along time. */
  record StateTimeline(Frame frame, String field, @Nullable String device, int rows)
      implements Tile {}

  /**
   * How many devices there are and how many reported within {@code fresh}.
   *
   * @param where only devices with these values of their properties
   */
  record DeviceCount(Frame frame, Duration fresh, Map<String, String> where) implements Tile {
    public DeviceCount {
      where = where == null ? Map.of() : Map.copyOf(where);
    }
  }

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
