package org.aisle.templates.dtdl;

import java.time.Duration;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.dtdl.Schema.Quantity;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/** One entry of an interface's contents. */
sealed interface Content {

  String name();

  Label label();

  Spot spot();

  /**
   * A telemetry that the device sends.
   *
   * @param promise the object "promise" of a telemetry with the co-type Promised, or null
   */
  record Telemetry(
      String name,
      Label label,
      Quantity quantity,
      Schema schema,
      boolean event,
      @Nullable Mapping promise,
      Spot spot)
      implements Content {}

  /**
   * A telemetry that no device sends.
   *
   * @param derivation null when it could not be read
   * @param promise as of a telemetry that is sent
   */
  record Derived(
      String name,
      Label label,
      Quantity quantity,
      Schema schema,
      @Nullable Derivation derivation,
      Duration every,
      Duration gap,
      @Nullable Mapping promise,
      Mapping source)
      implements Content {
    @Override
    public Spot spot() {
      return source.spot();
    }
  }

  record Property(
      String name, Label label, Quantity quantity, Schema schema, boolean writable, Spot spot)
      implements Content {}

  /** {@code request} and {@code response} are schemas as JSON text. */
  record Command(
      String name, Label label, @Nullable String request, @Nullable String response, Spot spot)
      implements Content {}

  record Component(String name, Label label, String target, Spot spot) implements Content {}

  record Relationship(String name, Label label, @Nullable String target, Spot spot)
      implements Content {}
}
