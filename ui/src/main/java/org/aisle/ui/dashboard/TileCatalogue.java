package org.aisle.ui.dashboard;

import static org.aisle.ui.dashboard.TileCatalogue.Input.*;

import java.util.List;
import java.util.Optional;

/** Every kind of tile as the editor offers it: what it shows, and what can be said of it. */
final class TileCatalogue {

  /** How the value of a key is entered. */
  enum Input {
    NUMBER_FIELD,
    COUNTABLE_FIELD,
    STATE_FIELD,
    ENUM_FIELD,
    LOCATION_FIELD,
    COLOURING_FIELD,
    NUMBER_FIELDS,
    STATE_FIELDS,
    ANY_FIELDS,
    PROPERTIES,
    DEVICE,
    DEVICES,
    POSITIONS,
    DECIMALS,
    COLOURS,
    DRILL,
    NUMBER,
    ROWS,
    USUALLY_OFF,
    USUALLY_ON,
    AGGREGATE,
    OVER,
    GOAL,
    GROUPING,
    GROUPING_OR_TIME,
    STAGES,
    SEVERITY,
    SIZE,
    DURATION,
    PICTURE,
    LINE,
    TEXT
  }

  /**
   * One key of a kind.
   *
   * @param path the key, or outer.inner
   * @param needed whether a tile cannot do without it
   */
  record Key(String path, String label, Input input, boolean needed) {}

  /**
   * @param word as in the file
   * @param width of a new one, in columns
   * @param height of a new one, in rows
   */
  record Kind(String word, String name, String sentence, int width, int height, List<Key> keys) {}

  private static final Key DEVICE_KEY = may("device", "Only this device", DEVICE);
  private static final Key MIN = may("band.min", "Good from", NUMBER);
  private static final Key MAX = may("band.max", "Good up to", NUMBER);
  private static final Key ROWS_KEY = may("rows", "Rows at most", ROWS);
  private static final Key HOW = may("aggregate", "Of many values, show the", AGGREGATE);

  private static final Key DECIMALS_KEY = may("decimals", "Decimals", DECIMALS);
  private static final Key UNIT_KEY = may("unit", "What it counts", LINE);
  private static final Key COLOURS_KEY = may("colours", "Colours", COLOURS);
  private static final Key DRILL_KEY = may("drill", "A click leads to", DRILL);

  static final List<Kind> KINDS =
      List.of(
          kind(
              "kpi",
              "Figure",
              "One number over the latest values of all devices, with a target.",
              3,
              2,
              must("field", "Field", COUNTABLE_FIELD),
              HOW,
              MIN,
              MAX,
              may("shareInBand", "Show how many percent are good", USUALLY_OFF),
              may("target", "Target", NUMBER),
              may("targetIs", "It should be", GOAL),
              may("over", "Taken from", OVER),
              may("compare", "Compare with", DURATION),
              DECIMALS_KEY,
              UNIT_KEY,
              COLOURS_KEY),
          kind(
              "last-value",
              "Last value",
              "The last value of a device, or the average of all, above its trend.",
              3,
              2,
              must("field", "Field", NUMBER_FIELD),
              DEVICE_KEY,
              MIN,
              MAX,
              DECIMALS_KEY,
              UNIT_KEY,
              COLOURS_KEY),
          kind(
              "gauge",
              "Gauge",
              "A number on a scale, with its limits and its target.",
              3,
              3,
              must("field", "Field", NUMBER_FIELD),
              DEVICE_KEY,
              HOW,
              must("min", "Scale from", NUMBER),
              must("max", "Scale up to", NUMBER),
              MIN,
              MAX,
              may("target", "Target", NUMBER),
              DECIMALS_KEY,
              UNIT_KEY,
              COLOURS_KEY),
          kind(
              "device-count",
              "Device count",
              "How many devices there are, how many report, and which do not.",
              3,
              2,
              must("fresh", "Silent after", DURATION),
              DRILL_KEY),
          kind(
              "line-chart",
              "Lines",
              "Fields along time: of one device, or one line per place or property.",
              6,
              4,
              must("fields", "Fields", NUMBER_FIELDS),
              DEVICE_KEY,
              may("devices", "Only these devices", DEVICES),
              may("groupBy", "One line per", GROUPING),
              HOW,
              MIN,
              MAX,
              may("limits", "Draw the limits", USUALLY_ON),
              may("alerts", "Mark alerts", USUALLY_OFF),
              DECIMALS_KEY,
              UNIT_KEY),
          kind(
              "bar",
              "Bars",
              "One bar per place, device or property, or per piece of time.",
              6,
              4,
              must("field", "Field", COUNTABLE_FIELD),
              HOW,
              must("groupBy", "One bar per", GROUPING_OR_TIME),
              may("bucket", "Piece of time", DURATION),
              may("stacked", "Parted by", STATE_FIELD),
              MIN,
              MAX,
              DECIMALS_KEY,
              UNIT_KEY,
              DRILL_KEY,
              COLOURS_KEY),
          kind(
              "pie",
              "Ring",
              "How many devices are in each state now.",
              4,
              4,
              must("field", "State", STATE_FIELD),
              DECIMALS_KEY),
          kind(
              "heat-map",
              "Heat map",
              "A number per hour of the day and day of the range.",
              8,
              5,
              must("field", "Field", COUNTABLE_FIELD),
              HOW,
              DEVICE_KEY,
              MIN,
              MAX,
              DECIMALS_KEY,
              UNIT_KEY,
              COLOURS_KEY),
          kind(
              "funnel",
              "Funnel",
              "How many devices have reached each stage.",
              6,
              4,
              must("field", "Stage", ENUM_FIELD),
              must("stages", "Stages in their order", STAGES),
              DECIMALS_KEY),
          kind(
              "table",
              "Table",
              "The devices whose value is highest, or lowest.",
              6,
              4,
              must("field", "By field", NUMBER_FIELD),
              may("columns", "Further columns", ANY_FIELDS),
              ROWS_KEY,
              may("highestFirst", "Highest first", USUALLY_ON),
              may("over", "Taken from", OVER),
              MIN,
              MAX,
              DECIMALS_KEY,
              DRILL_KEY,
              COLOURS_KEY),
          kind(
              "map",
              "Map",
              "Places and devices, coloured by a number or a state.",
              6,
              5,
              must("location", "Position", LOCATION_FIELD),
              may("field", "Coloured by", COLOURING_FIELD),
              MIN,
              MAX,
              may("path", "Draw the way they went", USUALLY_OFF),
              DEVICE_KEY,
              DECIMALS_KEY,
              UNIT_KEY,
              DRILL_KEY,
              COLOURS_KEY),
          kind(
              "floor-plan",
              "Floor plan",
              "Devices on a picture of a floor, where they report to be or were put.",
              6,
              5,
              must("image", "Picture", PICTURE),
              may("alt", "The picture in words", LINE),
              must("width", "What its width stands for", NUMBER),
              must("depth", "What its height stands for", NUMBER),
              may("x", "Position to the right", NUMBER_FIELD),
              may("y", "Position down", NUMBER_FIELD),
              may("positions", "Positions", POSITIONS),
              may("field", "Shown at each device", NUMBER_FIELD),
              MIN,
              MAX,
              DECIMALS_KEY,
              UNIT_KEY,
              DRILL_KEY,
              COLOURS_KEY),
          kind(
              "state-timeline",
              "States along time",
              "A state of each device along time, such as door open.",
              6,
              4,
              must("field", "State", STATE_FIELD),
              DEVICE_KEY,
              ROWS_KEY,
              DRILL_KEY),
          kind(
              "journey-strip",
              "Journeys",
              "The stages each device went through, and when a number was outside its limits.",
              12,
              4,
              must("stage", "Stage", ENUM_FIELD),
              may("excursion.field", "Excursions of", NUMBER_FIELD),
              may("excursion.band.min", "Good from", NUMBER),
              may("excursion.band.max", "Good up to", NUMBER),
              DEVICE_KEY,
              ROWS_KEY,
              DRILL_KEY),
          kind(
              "alert-list",
              "Open alerts",
              "The open alerts of these devices, worst first.",
              6,
              4,
              may("severity", "From", SEVERITY),
              ROWS_KEY),
          kind(
              "event-history",
              "What happened",
              "Alerts and changes of states, newest first.",
              6,
              4,
              may("fields", "Changes of", STATE_FIELDS),
              DEVICE_KEY,
              ROWS_KEY),
          kind(
              "properties",
              "Properties",
              "What a device is: serial number, place, owner.",
              4,
              3,
              must("fields", "Properties", PROPERTIES),
              DEVICE_KEY),
          kind(
              "label",
              "Label",
              "A few words, such as the heading of a part of the dashboard.",
              6,
              1,
              must("text", "Words", LINE),
              may("size", "Size", SIZE)),
          kind(
              "markdown",
              "Text",
              "A text with headings, lists and links, such as what to do when.",
              4,
              4,
              must("text", "Text in Markdown", TEXT)),
          kind(
              "image",
              "Picture",
              "One of the app's pictures.",
              4,
              3,
              must("image", "Picture", PICTURE),
              must("alt", "The picture in words", LINE),
              may("link", "A click opens (https://…)", LINE)));

  private TileCatalogue() {}

  static Optional<Kind> find(String word) {
    String usual = word.equals("worst-table") ? "table" : word;
    return KINDS.stream().filter(kind -> kind.word().equals(usual)).findFirst();
  }

  private static Kind kind(
      String word, String name, String sentence, int width, int height, Key... keys) {
    return new Kind(word, name, sentence, width, height, List.of(keys));
  }

  private static Key must(String path, String label, Input input) {
    return new Key(path, label, input, true);
  }

  private static Key may(String path, String label, Input input) {
    return new Key(path, label, input, false);
  }
}
