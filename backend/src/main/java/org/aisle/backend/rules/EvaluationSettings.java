package org.aisle.backend.rules;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How readings are evaluated.
 *
 * @param workers how many threads evaluate; 1 to 16
 * @param devices of how many devices the state is held in memory; at least 100
 * @param keepEvery how often that state is written to the database; after a crash at most so much
 *     is evaluated again
 * @param sweepEvery how often the database is asked for devices that are due
 * @param catchUp how long a device that is heard again may take to send what it measured meanwhile
 *     before a silence is told
 */
@ConfigurationProperties(prefix = "aisle.rules", ignoreUnknownFields = false)
record EvaluationSettings(
    @DefaultValue("2") int workers,
    @DefaultValue("20000") int devices,
    @DefaultValue("PT2M") Duration keepEvery,
    @DefaultValue("PT30S") Duration sweepEvery,
    @DefaultValue("PT5M") Duration catchUp) {

  EvaluationSettings {
    if (workers < 1 || workers > 16) {
      throw new IllegalArgumentException("aisle.rules.workers must be 1 to 16.");
    }
    if (devices < 100) {
      throw new IllegalArgumentException("aisle.rules.devices must be at least 100.");
    }
    if (!keepEvery.isPositive() || !sweepEvery.isPositive()) {
      throw new IllegalArgumentException(
          "aisle.rules.keep-every and aisle.rules.sweep-every must be longer than zero.");
    }
    if (catchUp.isNegative()) {
      throw new IllegalArgumentException("aisle.rules.catch-up must not be below zero.");
    }
  }
}
