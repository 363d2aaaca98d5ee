package org.aisle.templates.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within which limits a numeric field is promised to stay: what a condition report judges. Neither
 * storage nor rules depend on it.
 *
 * @param field the path of a measured or derived field
 * @param atLeast null for no lower limit
 * @param atMost null for no upper limit; one of the two is there
 * @param tolerance an excursion no longer than this breaks no promise
 * @param during when it counts, or null for always
 */
public record Promise(
    String field,
    @Nullable Limit atLeast,
    @Nullable Limit atMost,
    Duration tolerance,
    @Nullable During during) {

  /** A number in the field's unit, or where it stands. */
  public sealed interface Limit {
    /** The same for all devices. */
    record Fixed(double value) implements Limit {}

    /** The value of a numeric property at the moment that is judged. */
    record OfProperty(String path) implements Limit {}
  }

  /** While a field says one of these states. Where it says nothing, the promise counts. */
  public record During(String field, List<String> states) {
    public During {
      states = List.copyOf(states);
    }
  }
}
