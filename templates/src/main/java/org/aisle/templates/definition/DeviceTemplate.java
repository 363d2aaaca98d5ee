package org.aisle.templates.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of device: what its table holds, its decoder accepts, its simulator says, its rules may
 * name and its dashboard shows. One version, never edited.
 *
 * @param telemetry what it measures, in the order of the model
 * @param derived what follows from that, in the order of the model; each may use those before it
 * @param promises within which limits fields are promised to stay, at most one for a field
 * @param properties what it reports about itself and what may be written to it
 * @param commands what it can be asked to do
 * @param dtdl the model it was read from: a JSON array of interfaces
 */
public record DeviceTemplate(
    Dtmi id,
    String displayName,
    @Nullable String description,
    List<Field> telemetry,
    List<DerivedField> derived,
    List<Promise> promises,
    List<Property> properties,
    List<Command> commands,
    List<Relationship> relationships,
    String dtdl) {

  /** Columns that every template's table has; no field may take their names. */
  public static final Set<String> RESERVED_COLUMNS =
      Set.of("device", "observed_at", "received_at", "claimed_at", "seq", "extra", "field_seq");

  /** A property; {@code writable} ones can be set from the cloud side. */
  public record Property(Field field, boolean writable) {}

  /** A command; its request and response are DTDL schemas as JSON text, or null for none. */
  public record Command(
      String name, String displayName, @Nullable String request, @Nullable String response) {}

  /** A relationship to another twin. */
  public record Relationship(String name, String displayName, @Nullable Dtmi target) {}

  /** A template without derived fields. */
  public DeviceTemplate(
      Dtmi id,
      String displayName,
      @Nullable String description,
      List<Field> telemetry,
      List<Property> properties,
      List<Command> commands,
      List<Relationship> relationships,
      String dtdl) {
    this(
        id,
        displayName,
        description,
        telemetry,
        List.of(),
        properties,
        commands,
        relationships,
        dtdl);
  }

  /** A template without promises. */
  public DeviceTemplate(
      Dtmi id,
      String displayName,
      @Nullable String description,
      List<Field> telemetry,
      List<DerivedField> derived,
      List<Property> properties,
      List<Command> commands,
      List<Relationship> relationships,
      String dtdl) {
    this(
        id,
        displayName,
        description,
        telemetry,
        derived,
        List.of(),
        properties,
        commands,
        relationships,
        dtdl);
  }

  public DeviceTemplate {
    telemetry = List.copyOf(telemetry);
    derived = List.copyOf(derived);
    promises = List.copyOf(promises);
    properties = List.copyOf(properties);
    commands = List.copyOf(commands);
    relationships = List.copyOf(relationships);
    Map<String, String> columns = new HashMap<>();
    Set<String> paths = new HashSet<>();
    for (Field field : all(telemetry, derived)) {
      if (!paths.add(field.path())) {
        throw new IllegalArgumentException("The field " + field.path() + " is declared twice.");
      }
      for (Field.Column column : field.columns()) {
        String other = columns.put(column.name(), field.path());
        if (other != null || RESERVED_COLUMNS.contains(column.name())) {
          throw new IllegalArgumentException(
              "The field %s needs the column %s, which %s has already; rename it."
                  .formatted(field.path(), column.name(), other == null ? "every table" : other));
        }
      }
    }
  }

  /** The measured field of that path: what a device may send. */
  public Optional<Field> measured(String path) {
    return telemetry.stream().filter(f -> f.path().equals(path)).findFirst();
  }

  /** The field of that path, measured or derived: what may be asked for. */
  public Optional<Field> field(String path) {
    return fields().stream().filter(f -> f.path().equals(path)).findFirst();
  }

  /** The derived field of that path. */
  public Optional<DerivedField> derived(String path) {
    return derived.stream().filter(d -> d.field().path().equals(path)).findFirst();
  }

  /** All fields: the measured ones, then the derived ones. */
  public List<Field> fields() {
    return all(telemetry, derived);
  }

  /** The property of that path. */
  public Optional<Property> property(String path) {
    return properties.stream().filter(p -> p.field().path().equals(path)).findFirst();
  }

  /**
   * The table in the app's schema: the model's last segment in snake_case. All versions of a
   * template share it.
   */
  public String table() {
    return Field.columnName(id.lastSegment());
  }

  /** The table of the derived fields, beside {@link #table()}; at most 63 bytes. */
  public String derivedTable() {
    String table = table();
    return (table.length() <= 55
            ? table
            : table.substring(0, 46) + "_" + "%08x".formatted(table.hashCode()))
        + "_derived";
  }

  private static List<Field> all(List<Field> telemetry, List<DerivedField> derived) {
    if (derived.isEmpty()) {
      return telemetry;
    }
    return Stream.concat(telemetry.stream(), derived.stream().map(DerivedField::field)).toList();
  }
}
