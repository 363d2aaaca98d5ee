package org.aisle.ui.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Lets the same template out for every app, and nothing in. */
public final class FakeExchange implements AppExchange {

  /** The ids that were asked for. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public Optional<AppTemplate> export(AppId app) {
    return AppTemplates.builtIn().named("connected-cooler");
  }

  @Override
  public Outcome<App> copy(AppId app, String id, String name, boolean simulated) {
    asked.add(id);
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }

  @Override
  public Outcome<Imported> create(
      byte[] archive, @Nullable String id, @Nullable String name, boolean breaking) {
    asked.add(String.valueOf(id));
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }
}
