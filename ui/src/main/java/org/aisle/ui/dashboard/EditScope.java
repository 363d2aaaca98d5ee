package org.aisle.ui.dashboard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.ui.dashboard.TileCatalogue.Input;
import org.aisle.ui.dashboard.TileCatalogue.Key;
import org.aisle.ui.dashboard.TileCatalogue.Kind;
import org.aisle.ui.format.ValueFormat;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an editor offers for the tiles of an app.
 *
 * @param found what tiles could name when the editor was opened
 * @param devices their names by id
 * @param places their names by id
 * @param groups their names by id
 * @param shelf the pictures, to which somebody may add while editing
 */
record EditScope(
    DashboardNames found,
    Map<String, String> devices,
    Map<String, String> places,
    Map<String, String> groups,
    PictureShelf shelf) {

  EditScope {
    devices = Map.copyOf(devices);
    places = Map.copyOf(places);
    groups = Map.copyOf(groups);
  }

  /** What tiles may name by now. */
  DashboardNames names() {
    return new DashboardNames(
        found.templates(), found.devices(), found.places(), found.groups(), shelf.names());
  }

  Optional<DeviceTemplate> template(String name) {
    return found.templates().stream().filter(t -> t.id().lastSegment().equals(name)).findFirst();
  }

  /** Device templates by last segment, with their names. */
  Map<String, String> templates() {
    Map<String, String> all = new TreeMap<>();
    found.templates().forEach(t -> all.put(t.id().lastSegment(), t.displayName()));
    return all;
  }

  /** The fields of a device template that suit, by path, each with its name and unit. */
  Map<String, String> fields(String template, Input input) {
    Map<String, String> suiting = new TreeMap<>();
    template(template)
        .ifPresent(
            of -> {
              Stream<Field> all =
                  input == Input.PROPERTIES
                      ? of.properties().stream().map(DeviceTemplate.Property::field)
                      : Stream.concat(
                          of.telemetry().stream(), of.derived().stream().map(DerivedField::field));
              all.filter(suits(input)).forEach(field -> suiting.put(field.path(), label(field)));
            });
    return suiting;
  }

  /** The values of an enum in their order, by name. */
  Map<String, String> options(String template, String field) {
    Map<String, String> options = new LinkedHashMap<>();
    template(template)
        .flatMap(of -> of.field(field))
        .ifPresent(
            of -> {
              if (of.type() instanceof FieldType.Choice choice) {
                choice.options().forEach(o -> options.put(o.name(), o.displayName()));
              }
            });
    return options;
  }

  /** The symbol of a field's unit, or nothing. */
  String unit(String template, String field) {
    return template(template).flatMap(of -> of.field(field)).map(ValueFormat::symbol).orElse("");
  }

  /** What numbers can be grouped by, besides time. */
  Map<String, String> groupings(String template) {
    Map<String, String> groupings = new LinkedHashMap<>();
    groupings.put("place", "place");
    groupings.put("device", "device");
    groupings.putAll(fields(template, Input.PROPERTIES));
    return groupings;
  }

  private static String label(Field field) {
    String unit = ValueFormat.symbol(field);
    return unit.isEmpty() ? field.displayName() : field.displayName() + " · " + unit;
  }

  private static Predicate<Field> suits(Input input) {
    return switch (input) {
      case NUMBER_FIELD, NUMBER_FIELDS -> Field::numeric;
      case COUNTABLE_FIELD -> f -> f.numeric() || f.type() instanceof FieldType.Bool;
      case STATE_FIELD, STATE_FIELDS -> EditScope::isState;
      case ENUM_FIELD -> f -> f.type() instanceof FieldType.Choice;
      case LOCATION_FIELD -> f -> f.type() instanceof FieldType.GeoPoint;
      case COLOURING_FIELD -> f -> f.numeric() || isState(f);
      default -> f -> true;
    };
  }

  private static boolean isState(Field field) {
    return field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice;
  }

  /** A new tile of that kind, sound wherever the device template has what the kind needs. */
  ObjectNode fresh(Kind kind, String template) {
    ObjectNode tile = JsonNodeFactory.instance.objectNode();
    tile.put("kind", kind.word());
    String title = kind.name();
    for (Key key : kind.keys()) {
      if (key.needed()) {
        fill(tile, key, template);
      }
      if (key.path().equals("field") && tile.has("field")) {
        String path = tile.path("field").asString("");
        title =
            template(template).flatMap(t -> t.field(path)).map(Field::displayName).orElse(title);
      }
    }
    tile.put("title", title);
    return tile;
  }

  private void fill(ObjectNode tile, Key key, String template) {
    Optional<String> first = fields(template, key.input()).keySet().stream().findFirst();
    switch (key.input()) {
      case NUMBER_FIELD, COUNTABLE_FIELD, STATE_FIELD, ENUM_FIELD, LOCATION_FIELD ->
          first.ifPresent(path -> tile.put(key.path(), path));
      case NUMBER_FIELDS, STATE_FIELDS, ANY_FIELDS, PROPERTIES ->
          first.ifPresent(path -> tile.putArray(key.path()).add(path));
      case PICTURE ->
          shelf.names().stream()
              .min(Comparator.naturalOrder())
              .ifPresent(name -> tile.put(key.path(), name));
      case DURATION -> tile.put(key.path(), "PT15M");
      case NUMBER -> tile.put(key.path(), key.path().equals("min") ? 0 : 100);
      case GROUPING, GROUPING_OR_TIME -> tile.put(key.path(), "place");
      case STAGES -> {
        var stages = tile.putArray(key.path());
        options(template, tile.path("field").asString("")).keySet().forEach(stages::add);
      }
      case LINE, TEXT -> tile.put(key.path(), "Write something here");
      default -> {
        // what has a usual value is left out
      }
    }
  }
}
