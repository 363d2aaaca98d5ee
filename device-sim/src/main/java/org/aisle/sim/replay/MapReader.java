package org.aisle.sim.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.aisle.templates.unit.Unit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads maps of recordings:
 *
 * <pre>
 * time: {from: timestamp, format: iso}      # or epoch-seconds, epoch-milliseconds
 * seq: counter                              # may be left out
 * fields:
 *   light: {from: light, unit: millilux, to: lux}
 *   door.open: {from: door, type: boolean}  # any (default), number, text, boolean
 *   acceleration: {vector: [x, y, z], unit: milliGForce, to: gForce}
 *   location: {geopoint: [lat, lon, alt]}
 * ignore: [deviceId]
 * keepUnmapped: false
 * </pre>
 */
public final class MapReader {

  /** The maps that come with Aisle, by name. */
  public static final List<String> BUILT_IN = List.of("fridge-week", "xdk");

  private static final int LARGEST = 64 * 1024;
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}(\\.[A-Za-z][A-Za-z0-9_]{0,63}){0,4}");
  private static final Set<String> TOP = Set.of("time", "seq", "fields", "ignore", "keepUnmapped");

  private final List<String> problems = new ArrayList<>();

  private MapReader() {}

  /** The map of that name, or in the file of that name. */
  public static MapReading find(String nameOrFile) {
    try {
      if (BUILT_IN.contains(nameOrFile)) {
        try (InputStream in =
            MapReader.class.getResourceAsStream("/maps/" + nameOrFile + ".yaml")) {
          if (in == null) {
            throw new IllegalStateException("The map " + nameOrFile + " is not in the build.");
          }
          return parse(in.readAllBytes());
        }
      }
      Path file = Path.of(nameOrFile);
      if (!Files.isRegularFile(file)) {
        return invalid(
            "There is no map %s; give a YAML file or one of %s."
                .formatted(nameOrFile, String.join(", ", BUILT_IN)));
      }
      if (Files.size(file) > LARGEST) {
        return invalid("The map %s is larger than 64 KB; is it a map?".formatted(nameOrFile));
      }
      return parse(Files.readAllBytes(file));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return invalid("The map %s can't be read: %s".formatted(nameOrFile, e.getMessage()));
    }
  }

  private static MapReading invalid(String problem) {
    return new MapReading.Invalid(List.of(problem));
  }

  /** Reads a map from YAML. */
  public static MapReading parse(byte[] yaml) {
    try {
      return new MapReader().read(YAMLMapper.builder().build().readTree(yaml));
    } catch (JacksonException e) {
      return invalid("The map is not valid YAML: " + e.getOriginalMessage());
    }
  }

  private MapReading read(JsonNode root) {
    if (!root.isObject()) {
      return invalid("A map has the entries time and fields.");
    }
    root.propertyNames().stream()
        .filter(name -> !TOP.contains(name))
        .forEach(name -> problems.add("The map has no entry %s; remove it.".formatted(name)));
    JsonNode time = root.path("time");
    String timeField = text(time.path("from"), "time.from");
    RecordingMap.TimeFormat format = format(time.path("format"));
    Optional<String> seq =
        root.has("seq") ? Optional.of(text(root.path("seq"), "seq")) : Optional.empty();
    List<RecordingMap.Target> targets = new ArrayList<>();
    JsonNode fields = root.path("fields");
    if (!fields.isObject() || fields.isEmpty()) {
      problems.add("The map has no fields; add at least one under fields.");
    }
    fields
        .properties()
        .forEach(entry -> target(entry.getKey(), entry.getValue()).ifPresent(targets::add));
    Set<String> ignored = new HashSet<>();
    root.path("ignore").forEach(name -> ignored.add(text(name, "ignore")));
    boolean keep = root.path("keepUnmapped").asBoolean(false);
    if (!problems.isEmpty()) {
      return new MapReading.Invalid(problems);
    }
    return new MapReading.Ready(new RecordingMap(timeField, format, seq, targets, ignored, keep));
  }

  private String text(JsonNode node, String where) {
    if (node.isString() && !node.stringValue().isBlank()) {
      return node.stringValue();
    }
    problems.add("%s is missing; name the source field.".formatted(where));
    return "";
  }

  private RecordingMap.TimeFormat format(JsonNode node) {
    String name = node.isString() ? node.stringValue() : "iso";
    for (RecordingMap.TimeFormat format : RecordingMap.TimeFormat.values()) {
      if (format.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return format;
      }
    }
    problems.add(
        "There is no time format %s; use iso, epoch-seconds or epoch-milliseconds."
            .formatted(name));
    return RecordingMap.TimeFormat.ISO;
  }

  private Optional<RecordingMap.Target> target(String path, JsonNode node) {
    if (!PATH.matcher(path).matches()) {
      problems.add(
          "%s can't be the path of a field; use letters, digits and _, joined by dots."
              .formatted(path));
      return Optional.empty();
    }
    RecordingMap.Conversion conversion = conversion(path, node);
    if (node.has("vector")) {
      return sources(path, node.path("vector"), 3, 3)
          .map(sources -> new RecordingMap.Vector(path, sources, conversion));
    }
    if (node.has("geopoint")) {
      return sources(path, node.path("geopoint"), 2, 3)
          .map(sources -> new RecordingMap.GeoPoint(path, sources));
    }
    String source = text(node.path("from"), path + ".from");
    RecordingMap.Kind kind = kind(path, node);
    return Optional.of(new RecordingMap.Single(path, source, kind, conversion));
  }

  private RecordingMap.Kind kind(String path, JsonNode node) {
    if (node.has("unit")) {
      return RecordingMap.Kind.NUMBER;
    }
    String name = node.path("type").isString() ? node.path("type").stringValue() : "any";
    for (RecordingMap.Kind kind : RecordingMap.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    problems.add("%s has no type %s; use any, number, text or boolean.".formatted(path, name));
    return RecordingMap.Kind.ANY;
  }

  private Optional<List<String>> sources(String path, JsonNode node, int least, int most) {
    List<String> names = new ArrayList<>();
    node.forEach(name -> names.add(text(name, path)));
    if (names.size() < least || names.size() > most) {
      problems.add("%s needs %s source fields.".formatted(path, least == most ? least : "2 or 3"));
      return Optional.empty();
    }
    return Optional.of(names);
  }

  private RecordingMap.Conversion conversion(String path, JsonNode node) {
    if (!node.has("unit")) {
      if (node.has("to")) {
        problems.add("%s has to: but no unit:; say in which unit it comes.".formatted(path));
      }
      return RecordingMap.Conversion.NONE_NEEDED;
    }
    Optional<Unit> from = unit(path, node.path("unit"));
    Optional<Unit> to = node.has("to") ? unit(path, node.path("to")) : from;
    if (from.isEmpty() || to.isEmpty()) {
      return RecordingMap.Conversion.NONE_NEEDED;
    }
    if (from.get().dimension() != to.get().dimension()) {
      problems.add(
          "%s can't be converted from %s to %s; they measure different things."
              .formatted(path, from.get().name(), to.get().name()));
    }
    return new RecordingMap.Conversion(from.get(), to.get());
  }

  private Optional<Unit> unit(String path, JsonNode node) {
    Optional<Unit> unit = node.isString() ? Unit.named(node.stringValue()) : Optional.empty();
    if (unit.isEmpty()) {
      problems.add(
          "%s: there is no unit %s; use a name like degreeCelsius."
              .formatted(path, node.isString() ? node.stringValue() : node));
    }
    return unit;
  }
}
