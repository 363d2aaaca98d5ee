package org.aisle.templates.definition;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of the templates last asked for, told apart by identity, so that work on
 * every message need not begin with its template. Bounded; thread-safe.
 *
 * @param <T> what is made; shared between threads
 */
public final class PerTemplate<T> {

  private static final int REMEMBERED = 64;

  private record Made<T>(DeviceTemplate template, T result) {}

  private final Function<DeviceTemplate, T> make;
  private final AtomicReferenceArray<@Nullable Made<T>> remembered =
      new AtomicReferenceArray<>(REMEMBERED);

  /**
   * @param make a pure function; may be called more than once for a template
   */
  public PerTemplate(Function<DeviceTemplate, T> make) {
    this.make = make;
  }

  /** What is made of that template. */
  @SuppressWarnings(
      "ReferenceEquality") // comparing all of a template would cost more than it saves
  public T of(DeviceTemplate template) {
    int slot = System.identityHashCode(template) & (REMEMBERED - 1);
    Made<T> known = remembered.get(slot);
    if (known == null || known.template() != template) {
      known = new Made<>(template, make.apply(template));
      remembered.set(slot, known);
    }
    return known.result();
  }
}
