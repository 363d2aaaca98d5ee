package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Colour;
import org.aisle.templates.dashboard.Tile.Drill;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Meaning;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.jspecify.annotations.Nullable;

/** One tile of a file with what it may name: reads what the kinds of tiles have in common. */
final class TileSource {

  private static final Map<String, Aggregate> AGGREGATES = Words.of(Aggregate.values());
  private static final Map<String, Over> OVERS = Words.of(Over.values());
  private static final Map<String, Drill> DRILLS = Words.of(Drill.values());
  private static final Map<String, Meaning> MEANINGS = Words.of(Meaning.values());
  private static final int MOST_COLOURS = 8;
  private static final int MOST_DECIMALS = 6;
  private static final int LONGEST_UNIT = 20;

  private final Section keys;
  private final TileScope scope;
  private final @Nullable DeviceTemplate template;
  private final @Nullable ModelOutline outline;

  /**
   * @param usual the device template of a tile that names none
   */
  TileSource(Section keys, TileScope scope, String usual) {
    this.keys = keys;
    this.scope = scope;
    String own = keys.optionalText("template");
    String name = own == null ? usual : own;
    if (own != null && !scope.templates().mayExist(own)) {
      AppFile.unknown(keys, "template", "template", own, scope.templates().names());
    }
    template = scope.templates().template(name).orElse(null);
    outline = scope.templates().outline(name).orElse(null);
  }

  private TileSource(TileSource whole, Section part) {
    this.keys = part;
    this.scope = whole.scope;
    this.template = whole.template;
    this.outline = whole.outline;
  }

  /** A part of the tile with keys of its own. */
  TileSource part(Section part) {
    return new TileSource(this, part);
  }

  /** The keys of the tile, for what is a kind's own. */
  Section keys() {
    return keys;
  }

  TileScope scope() {
    return scope;
  }

  /** Its device template, unless that has faults. */
  @Nullable DeviceTemplate template() {
    return template;
  }

  /** The keys that every tile has. */
  Frame frame(Area area) {
    Integer decimals = keys.has("decimals") ? keys.whole("decimals", 0, MOST_DECIMALS) : null;
    return new Frame(
        keys.text("title"),
        area,
        keys.optionalText("template"),
        named("group", "group", scope.groups()),
        named("place", "place", scope.places()),
        keys.has("drill") ? keys.choice("drill", DRILLS, null) : null,
        decimals,
        unit(),
        colours());
  }

  /** What numbers count; a field that has a unit needs no other. */
  private @Nullable String unit() {
    String unit = keys.optionalText("unit");
    if (unit != null && unit.length() > LONGEST_UNIT) {
      keys.fault(
          "unit", "app.text-length", "\"unit\" has at most %d characters.".formatted(LONGEST_UNIT));
    }
    DeviceTemplate of = template;
    if (unit != null && of != null) {
      Stream.concat(Stream.ofNullable(keys.optionalText("field")), keys.texts("fields").stream())
          .flatMap(path -> of.field(path).stream())
          .filter(field -> field.unit() != null)
          .findFirst()
          .ifPresent(
              field ->
                  keys.fault(
                      "unit",
                      "app.unit-known",
                      "%s has a unit already; remove \"unit\".".formatted(field.path())));
    }
    return unit;
  }

  private List<Colour> colours() {
    List<Section> sections = keys.sections("colours");
    if (sections.size() > MOST_COLOURS) {
      keys.fault("colours", "app.colours-number", "A tile has at most 8 \"colours\".");
    }
    List<Colour> colours = new ArrayList<>();
    for (Section section : sections) {
      Double above = section.optionalNumber("above");
      Double below = section.optionalNumber("below");
      if (above == null == (below == null)) {
        section.fault(
            section.has("above") ? "above" : "tone",
            "app.colour-when",
            "A colour says either \"above\" or \"below\" which number it is used.");
      }
      Meaning tone = section.choice("tone", MEANINGS, null);
      section.end();
      colours.add(new Colour(above, below, tone));
    }
    return colours;
  }

  /** How many values become one. */
  Aggregate aggregate(Aggregate usual) {
    return keys.choice("aggregate", AGGREGATES, usual);
  }

  /** What a number is taken from. */
  Over over(Over usual) {
    return keys.choice("over", OVERS, usual);
  }

  /** {@code place}, {@code device}, perhaps {@code time}, or a property of the device template. */
  String grouping(String key, boolean time) {
    String word = keys.text(key);
    boolean fixed =
        word.equals(Tile.BY_PLACE)
            || word.equals(Tile.BY_DEVICE)
            || time && word.equals(Tile.BY_TIME);
    if (!fixed && !word.isEmpty()) {
      knownProperty(key, word);
    }
    return word;
  }

  /** Devices of the app's fleet. */
  List<String> devices(String key) {
    List<String> names = keys.texts(key);
    for (String name : names) {
      if (!scope.open() && !scope.devices().contains(name)) {
        AppFile.unknown(keys, key, "device", name, scope.devices());
      }
    }
    return names;
  }

  /** The path of a number, or of a boolean that counts as 1 and 0. */
  String countable(String key) {
    field(key)
        .filter(field -> !field.numeric() && !(field.type() instanceof FieldType.Bool))
        .ifPresent(field -> wrongKind(key, field, "is neither numeric nor boolean"));
    return keys.text(key);
  }

  /** A device of the app's fleet, or null where the key is absent. */
  @Nullable String device(String key) {
    return named(key, "device", scope.devices());
  }

  private @Nullable String named(String key, String what, Set<String> allowed) {
    String name = keys.optionalText(key);
    if (name != null && !scope.open() && !allowed.contains(name)) {
      AppFile.unknown(keys, key, what, name, allowed);
    }
    return name;
  }

  @Nullable Band band(String key) {
    Section band = keys.section(key);
    if (band == null) {
      return null;
    }
    Double min = band.optionalNumber("min");
    Double max = band.optionalNumber("max");
    if (min == null && max == null || min != null && max != null && min >= max) {
      keys.fault(key, "app.band", "A band has a \"min\", a greater \"max\", or both.");
    }
    band.end();
    return new Band(min, max);
  }

  /** The path of a numeric field. */
  String numeric(String key) {
    field(key)
        .filter(field -> !field.numeric())
        .ifPresent(field -> wrongKind(key, field, "is not numeric"));
    return keys.text(key);
  }

  /** The path of a geopoint. */
  String location(String key) {
    field(key)
        .filter(field -> !(field.type() instanceof FieldType.GeoPoint))
        .ifPresent(field -> wrongKind(key, field, "is no geopoint"));
    return keys.text(key);
  }

  /** The path of a boolean or enum. */
  String state(String key) {
    field(key)
        .filter(field -> !isState(field))
        .ifPresent(field -> wrongKind(key, field, "is neither boolean nor enum"));
    return keys.text(key);
  }

  static boolean isState(Field field) {
    return field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice;
  }

  void wrongKind(String key, Field field, String but) {
    keys.fault(key, "app.field-kind", "%s %s; choose another field.".formatted(field.path(), but));
  }

  /** The field under that key; empty where it is absent, unknown (reported) or not to be told. */
  Optional<Field> field(String key) {
    return keys.has(key) ? known(key, keys.text(key)) : Optional.empty();
  }

  /** The field of that path, reported at {@code key} if there is none. */
  Optional<Field> known(String key, String path) {
    DeviceTemplate of = template;
    if (of == null) {
      ModelOutline readable = outline;
      if (readable != null && !path.isEmpty() && !readable.mayMeasure(path)) {
        AppFile.unknown(keys, key, "field", path, readable.telemetry());
      }
      return Optional.empty();
    }
    Optional<Field> field = of.field(path);
    if (field.isEmpty() && !path.isEmpty()) {
      AppFile.unknown(keys, key, "field", path, of.telemetry().stream().map(Field::path).toList());
    }
    return field;
  }

  /** Reports a property that neither the tile's device template has nor, if faulty, may have. */
  void knownProperty(String key, String path) {
    DeviceTemplate of = template;
    ModelOutline readable = outline;
    if (of != null && of.property(path).isEmpty()) {
      AppFile.unknown(
          keys,
          key,
          "property",
          path,
          of.properties().stream().map(p -> p.field().path()).toList());
    } else if (of == null && readable != null && !readable.mayHaveProperty(path)) {
      AppFile.unknown(keys, key, "property", path, readable.properties());
    }
  }
}
