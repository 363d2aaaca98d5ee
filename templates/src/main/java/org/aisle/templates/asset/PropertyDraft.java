package org.aisle.templates.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property of an asset type as somebody wrote it down, in the words of DTDL.
 *
 * @param schema {@code double}, {@code integer}, {@code boolean}, {@code string}, {@code date},
 *     {@code dateTime}, {@code geopoint}…; {@code enum} where there are values
 * @param semanticType {@code Temperature}; needed where there is a unit
 * @param values of an enum, each a name; empty for any other schema
 */
public record PropertyDraft(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    String schema,
    @Nullable String semanticType,
    @Nullable String unit,
    List<String> values) {
  public PropertyDraft {
    values = List.copyOf(values);
  }
}
