package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules.Found;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.backend.rules.Rules.Progress;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** One alert on one device for any rule, two for one that is to be replaced. */
public final class WrittenPreviews implements Previews {

  public static final Instant UNTIL = Instant.parse("2026-11-20T12:00:00Z");

  /** A rule of this name takes until nobody waits for it any more. */
  public static final String ENDLESS = "Endless";

  /** What ended the endless ones. */
  public static final BlockingQueue<RuntimeException> ENDED = new LinkedBlockingQueue<>();

  @Override
  public Outcome<Preview> preview(
      AppId app, Rule rule, @Nullable Rule replaced, Duration back, Progress progress) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (rule.name().equals(ENDLESS) && System.nanoTime() < deadline) {
      try {
        progress.at(1, 2);
      } catch (RuntimeException e) {
        ENDED.add(e);
        throw e;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return new Outcome.Done<>(
        new Preview(
            UNTIL.minus(back),
            UNTIL,
            3,
            List.of(found(app, rule)),
            replaced == null ? null : List.of(found(app, replaced), found(app, replaced))));
  }

  private static Found found(AppId app, Rule rule) {
    return new Found(
        DeviceRef.of(app.value(), "m1"),
        new Occurrence(
            rule.id(),
            1,
            UNTIL,
            UNTIL,
            null,
            null,
            List.of(new Step(UNTIL, rule.severity())),
            new Evidence(rule.name() + ".", UNTIL, UNTIL, 1, List.of(), List.of())));
  }
}
