package org.aisle.sim.fleet;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Value;

/** Turns the texts of an app template into the property values that its device reports. */
final class ReportedProperties {

  private final SortedMap<String, Value> values = new TreeMap<>();

  /**
   * @param template the device's; without one nothing is reported
   * @param properties those that the template does not have stay with the cloud and are left out
   * @param problems takes a sentence for each text that is not of its property's type
   */
  ReportedProperties(
      Optional<DeviceTemplate> template, Map<String, String> properties, List<String> problems) {
    new TreeMap<>(properties)
        .forEach(
            (name, text) ->
                template
                    .flatMap(t -> t.property(name))
                    .ifPresent(
                        property ->
                            read(property.field().type(), text)
                                .ifPresentOrElse(
                                    value -> values.put(name, value),
                                    () ->
                                        problems.add(
                                            "The property %s can't be \"%s\"; write a value of the type its model says."
                                                .formatted(name, text)))));
  }

  SortedMap<String, Value> values() {
    return values;
  }

  private static Optional<Value> read(FieldType type, String text) {
    try {
      return switch (type) {
        case FieldType.Decimal d -> Optional.of(new Value.Num(Double.parseDouble(text)));
        case FieldType.Whole w -> Optional.of(new Value.Whole(Long.parseLong(text)));
        case FieldType.Bool b ->
            text.equals("true") || text.equals("false")
                ? Optional.of(new Value.Flag(Boolean.parseBoolean(text)))
                : Optional.empty();
        case FieldType.Text t -> Optional.of(new Value.Text(text));
        case FieldType.Choice c -> Optional.of(new Value.Text(text));
        case FieldType.Moment m -> Optional.of(new Value.Moment(Instant.parse(text)));
        case FieldType.GeoPoint g -> Optional.of(CanonicalJson.parse(text));
        case FieldType.Vector v -> Optional.of(CanonicalJson.parse(text));
        case FieldType.Tree t -> Optional.of(CanonicalJson.parse(text));
      };
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
