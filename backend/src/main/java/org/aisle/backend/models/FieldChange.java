package org.aisle.backend.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different about one field, property or command of a model.
 *
 * @param path its name on every surface
 * @param differences of a changed one; empty for one that is added or removed
 */
public record FieldChange(Kind kind, Part part, String path, List<Difference> differences) {

  /** What happened to it. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** What it is; of the model itself the path is empty. */
  public enum Part {
    MODEL,
    TELEMETRY,
    DERIVED,
    PROPERTY,
    COMMAND
  }

  /**
   * One of its traits.
   *
   * @param what {@code type}, {@code unit}, {@code semantic type}, {@code minimum}, {@code
   *     maximum}, {@code display name}, {@code description}, {@code event}, {@code writable},
   *     {@code options}, {@code derivation}, {@code every}, {@code gap}, {@code schema}
   * @param was null for none
   * @param is null for none
   */
  public record Difference(String what, @Nullable String was, @Nullable String is) {}

  public FieldChange {
    differences = List.copyOf(differences);
  }
}
