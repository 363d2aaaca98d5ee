package org.aisle.templates.normalise;

import java.util.Optional;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;

/** Whether a value that was normalised elsewhere is physically possible here. */
public final class Plausibility {

  private Plausibility() {}

  /** Why the field can't have this value; empty when it can, as far as its limits tell. */
  public static Optional<Refusal> refusal(Field field, Value value) {
    return switch (value) {
      case Value.Num n -> refusal(field, n.value());
      case Value.Whole w -> refusal(field, w.value());
      case Value.Vec v ->
          refusal(field, v.x()).or(() -> refusal(field, v.y())).or(() -> refusal(field, v.z()));
      case Value.Flag f -> Optional.empty();
      case Value.Text t -> Optional.empty();
      case Value.Moment m -> Optional.empty();
      case Value.Geo g -> Optional.empty();
      case Value.Tree t -> Optional.empty();
    };
  }

  private static Optional<Refusal> refusal(Field field, double value) {
    return Bounds.of(field).refusal(value) instanceof Outcome.Refused refused
        ? Optional.of(
            new Refusal(
                refused.code(),
                field.path(),
                "The field " + field.path() + " " + refused.problem()))
        : Optional.empty();
  }
}
