package org.aisle.ui.fake;

import java.util.Optional;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Lets nothing out and nothing in. */
final class FakeExchange implements AppExchange {

  @Override
  public Optional<AppTemplate> export(AppId app) {
    return Optional.empty();
  }

  @Override
  public Outcome<App> copy(AppId app, String id, String name, boolean simulated) {
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }

  @Override
  public Outcome<App> create(byte[] archive, @Nullable String id, @Nullable String name) {
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }
}
