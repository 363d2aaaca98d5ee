package org.aisle.templates.normalise;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Choice.Option;
import org.aisle.templates.definition.FieldType.Text.Form;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** A template with a field of every type. */
final class Models {

  static final DeviceTemplate TEMPLATE =
      new DeviceTemplate(
          new Dtmi("dtmi:org:example:Everything;1"),
          "Everything",
          null,
          List.of(
              field("temperature", new FieldType.Decimal(), "degreeCelsius"),
              field("humidity", new FieldType.Decimal(), "percent"),
              field("power", new FieldType.Decimal(), "watt"),
              new Field(
                  "limited",
                  "Limited",
                  null,
                  new FieldType.Decimal(),
                  null,
                  null,
                  false,
                  0.0,
                  10.0),
              field("count", new FieldType.Whole(32), null),
              field("total", new FieldType.Whole(64), null),
              field("door.open", new FieldType.Bool(), null),
              field("label", new FieldType.Text(Form.ANY), null),
              field("day", new FieldType.Text(Form.DATE), null),
              field("at", new FieldType.Text(Form.TIME), null),
              field("every", new FieldType.Text(Form.DURATION), null),
              field(
                  "state",
                  new FieldType.Choice(
                      List.of(
                          new Option("closed", "Closed", "0"), new Option("open", "Open", "1"))),
                  null),
              field("since", new FieldType.Moment(), null),
              field("location", new FieldType.GeoPoint(), null),
              field("acceleration", new FieldType.Vector(), "gForce"),
              field("list", new FieldType.Tree(), null)),
          List.of(
              new DeviceTemplate.Property(
                  field("serial", new FieldType.Text(Form.ANY), null), false)),
          List.of(),
          List.of(),
          "[]");

  static final KnownDevice DEVICE =
      new KnownDevice(DeviceRef.of("shop", "cooler-1"), true, TEMPLATE);

  private Models() {}

  private static Field field(String path, FieldType type, @Nullable String unit) {
    return new Field(
        path,
        path,
        null,
        type,
        unit == null ? null : Unit.named(unit).orElseThrow(),
        null,
        false,
        null,
        null);
  }
}
