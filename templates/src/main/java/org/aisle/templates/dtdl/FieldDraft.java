package org.aisle.templates.dtdl;

import org.jspecify.annotations.Nullable;

/**
 * A measured field or a property as a form shows it: what an interface's own entry says, not
 * checked.
 *
 * @param displayName in the model's first language, or null for none
 * @param schema the name of a primitive schema ({@code double}), or a schema as JSON ({@code
 *     {"@type": "Enum", …}})
 * @param semanticType of DTDL ({@code Temperature}), or null
 * @param unit of DTDL ({@code degreeCelsius}), or null
 * @param event whether losing one matters; only of telemetry
 * @param writable whether it can be set from the cloud side; only of properties
 * @param minimum the least believable value in {@code unit}, or null for what is physically
 *     possible
 * @param maximum the greatest believable value, or null
 */
public record FieldDraft(
    Kind kind,
    String name,
    @Nullable String displayName,
    @Nullable String description,
    String schema,
    @Nullable String semanticType,
    @Nullable String unit,
    boolean event,
    boolean writable,
    @Nullable Double minimum,
    @Nullable Double maximum) {

  /** What a field is. */
  public enum Kind {
    TELEMETRY,
    PROPERTY
  }

  /** Telemetry of that schema, and nothing else said of it. */
  public static FieldDraft telemetry(String name, String schema) {
    return new FieldDraft(
        Kind.TELEMETRY, name, null, null, schema, null, null, false, false, null, null);
  }
}
