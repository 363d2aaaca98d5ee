package org.aisle.backend.rules;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aisle.templates.directory.DeviceDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Equips the workers of an evaluation. */
@Component
@EnableConfigurationProperties(EvaluationSettings.class)
class EvaluationWorkers {

  private final Plans plans;
  private final Replay replay;
  private final Verdicts verdicts;
  private final Positions positions;
  private final DeviceDirectory directory;
  private final EvaluationMetrics metrics;

  EvaluationWorkers(
      Plans plans,
      Replay replay,
      Verdicts verdicts,
      Positions positions,
      DeviceDirectory directory,
      EvaluationMetrics metrics) {
    this.plans = plans;
    this.replay = replay;
    this.verdicts = verdicts;
    this.positions = positions;
    this.directory = directory;
    this.metrics = metrics;
  }

  EvaluationWorker one(int devices) {
    return new EvaluationWorker(devices, plans, replay, verdicts, positions, directory, metrics);
  }

  /**
   * @param lag how long the device that is due longest has been
   */
  List<EvaluationWorker> make(EvaluationSettings settings, Supplier<Duration> lag) {
    metrics.lag(lag);
    return Stream.generate(() -> one(settings.devices() / settings.workers()))
        .limit(settings.workers())
        .toList();
  }
}
