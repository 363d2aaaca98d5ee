package org.aisle.backend.rules;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The catalogue of the evaluation's metrics.
 *
 * <ul>
 *   <li>{@code aisle.rules.evaluated}, counter: readings taken in the order in which they came
 *   <li>{@code aisle.rules.reevaluated}, counter: readings taken from the stored history, because
 *       late ones came before them, or rules or places changed, or after a start
 *   <li>{@code aisle.rules.failures}, counter: devices whose evaluation failed and is tried again
 *   <li>{@code aisle.rules.lag}, gauge: how long the device that is due longest has been
 * </ul>
 */
@Component
class EvaluationMetrics {

  private final MeterRegistry registry;
  private final Counter evaluated;
  private final Counter reevaluated;
  private final Counter failures;

  EvaluationMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.evaluated = registry.counter("aisle.rules.evaluated");
    this.reevaluated = registry.counter("aisle.rules.reevaluated");
    this.failures = registry.counter("aisle.rules.failures");
  }

  void lag(Supplier<Duration> oldest) {
    TimeGauge.builder("aisle.rules.lag", oldest, TimeUnit.MILLISECONDS, of -> of.get().toMillis())
        .strongReference(true)
        .register(registry);
  }

  void evaluated(long readings) {
    evaluated.increment(readings);
  }

  void reevaluated(long readings) {
    reevaluated.increment(readings);
  }

  void failed() {
    failures.increment();
  }
}
