package org.aisle.backend.timeseries;

import java.util.Arrays;
import java.util.List;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;

/** Device templates that exercise every kind of column. */
public final class TestTemplates {

  /** One field of each type. */
  public static final DeviceTemplate COOLER =
      template(
          "dtmi:org:aisle:test:Cooler;1",
          field("temperature", new FieldType.Decimal()),
          field("door.openCount", new FieldType.Whole(32)),
          field("uptime", new FieldType.Whole(64)),
          field("door.open", new FieldType.Bool()),
          field("note", new FieldType.Text(FieldType.Text.Form.ANY)),
          field(
              "mode",
              new FieldType.Choice(
                  List.of(
                      new FieldType.Choice.Option("cool", "Cooling", "1"),
                      new FieldType.Choice.Option("defrost", "Defrosting", "2")))),
          field("lastService", new FieldType.Moment()),
          field("location", new FieldType.GeoPoint()),
          field("acceleration", new FieldType.Vector()),
          field("diagnostics", new FieldType.Tree()));

  /** The next version: everything of the first, and more. */
  public static final DeviceTemplate COOLER_2 =
      template(
          "dtmi:org:aisle:test:Cooler;2",
          withMore(
              COOLER.telemetry(),
              field("humidity", new FieldType.Decimal()),
              field("position", new FieldType.GeoPoint())));

  /** Two fields that follow from the one that is measured. */
  public static final DeviceTemplate DERIVING =
      new DeviceTemplate(
          new Dtmi("dtmi:org:aisle:test:Deriving;1"),
          "Deriving",
          null,
          List.of(field("temperature", new FieldType.Decimal())),
          List.of(
              derived("product", new FieldType.Decimal(), "temperature"),
              derived("warm", new FieldType.Bool(), "temperature > 8.0")),
          List.of(),
          List.of(),
          List.of(),
          "[]");

  private TestTemplates() {}

  private static DerivedField derived(String path, FieldType type, String expression) {
    return new DerivedField(
        field(path, type),
        new Derivation.Expression(expression),
        DerivedField.USUAL_EVERY,
        DerivedField.USUAL_GAP);
  }

  public static DeviceTemplate template(String id, Field... telemetry) {
    return new DeviceTemplate(
        new Dtmi(id), id, null, List.of(telemetry), List.of(), List.of(), List.of(), "[]");
  }

  public static Field field(String path, FieldType type) {
    return new Field(path, path, null, type, null, null, false, null, null);
  }

  private static Field[] withMore(List<Field> fields, Field... more) {
    Field[] all = Arrays.copyOf(fields.toArray(new Field[0]), fields.size() + more.length);
    System.arraycopy(more, 0, all, fields.size(), more.length);
    return all;
  }
}
