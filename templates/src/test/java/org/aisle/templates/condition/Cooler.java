package org.aisle.templates.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Choice.Option;
import org.aisle.templates.definition.FieldType.Text.Form;
import org.jspecify.annotations.Nullable;

/** A vocabulary with names of every kind and source, and frames over it. */
final class Cooler {

  static final Vocabulary WORDS =
      Vocabulary.of(
          new DeviceTemplate(
              new Dtmi("dtmi:org:example:Cooler;1"),
              "Cooler",
              null,
              List.of(
                  field("temperature", new FieldType.Decimal()),
                  field("humidity", new FieldType.Decimal()),
                  field("doorOpenings", new FieldType.Whole(32)),
                  field("door.open", new FieldType.Bool()),
                  field("package.sealed", new FieldType.Bool()),
                  field("type", new FieldType.Text(Form.ANY)),
                  field(
                      "state",
                      new FieldType.Choice(
                          List.of(new Option("on", "On", "1"), new Option("off", "Off", "0")))),
                  field("location", new FieldType.GeoPoint()),
                  field("acceleration", new FieldType.Vector())),
              List.of(
                  property("setPoint", new FieldType.Decimal()),
                  property("model", new FieldType.Text(Form.ANY))),
              List.of(),
              List.of(),
              "[]"));

  private Cooler() {}

  private static Field field(String path, FieldType type) {
    return new Field(path, path, null, type, null, null, false, null, null);
  }

  private static DeviceTemplate.Property property(String path, FieldType type) {
    return new DeviceTemplate.Property(field(path, type), true);
  }

  /** All names are unknown until they are set. */
  static Values values() {
    return new Values(Map.of());
  }

  /** Names with their values: numbers, booleans and texts. */
  record Values(Map<String, Object> known) implements Frame {

    Values with(String name, Object value) {
      Map<String, Object> more = new HashMap<>(known);
      more.put(WORDS.find(name).orElseThrow().name(), value);
      return new Values(more);
    }

    @Override
    public double number(int slot) {
      return switch (known.get(WORDS.names().get(slot).name())) {
        case null -> Double.NaN;
        case Number number -> number.doubleValue();
        case Boolean flag -> flag ? 1 : 0;
        case Object other -> throw new AssertionError("no number: " + other);
      };
    }

    @Override
    public @Nullable String text(int slot) {
      return (String) known.get(WORDS.names().get(slot).name());
    }
  }
}
