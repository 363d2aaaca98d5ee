package org.aisle.ui.fake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.registry.Simulator;
import org.aisle.templates.identity.AppId;

/** Devices are as far as a test says. */
public final class FakeSimulator implements Simulator {

  public final Map<AppId, Progress> progress = new ConcurrentHashMap<>();
  public final Set<AppId> cut = ConcurrentHashMap.newKeySet();

  @Override
  public Duration usualHistory() {
    return Duration.ofDays(2);
  }

  @Override
  public Duration historyEvery() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Optional<Progress> progress(AppId app) {
    return Optional.ofNullable(progress.get(app));
  }

  @Override
  public boolean cutHistory(AppId app) {
    return cut.add(app);
  }
}
