package org.aisle.templates.dtdl;

import java.util.List;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A resolved DTDL schema. Parts are shared, so a small document can stand for very many fields:
 * never compare or hash one.
 */
sealed interface Schema {

  /** How deep complex schemas nest in it: 0 for a primitive one. */
  int depth();

  /** Becomes one field. */
  record Leaf(FieldType type, int depth) implements Schema {}

  /** An Object: becomes one field for each part. */
  record Group(List<Part> parts, int depth) implements Schema {
    public Group {
      parts = List.copyOf(parts);
    }
  }

  /** Faulty, and reported as such. */
  record Broken() implements Schema {
    @Override
    public int depth() {
      return 0;
    }
  }

  /** A field of an Object. */
  record Part(String name, Label label, Quantity quantity, Schema schema) {}

  /** What people see; null where the model says nothing. */
  record Label(@Nullable String displayName, @Nullable String description) {
    static final Label NONE = new Label(null, null);
  }

  /**
   * What a number measures.
   *
   * @param minimum the least value that the model calls believable, or null
   * @param maximum the greatest one, or null
   */
  record Quantity(
      @Nullable String semanticType,
      @Nullable Unit unit,
      @Nullable Double minimum,
      @Nullable Double maximum) {
    static final Quantity NONE = new Quantity(null, null);

    Quantity(@Nullable String semanticType, @Nullable Unit unit) {
      this(semanticType, unit, null, null);
    }
  }
}
