package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.AppPlan;
import org.aisle.backend.registry.AppPlans;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;

/** Makes apps without anything in them, and remembers the plans. */
public final class FakePlans implements AppPlans {

  public final List<AppPlan> made = new CopyOnWriteArrayList<>();
  private final FakeApps apps;
  private final AppGallery gallery;

  public FakePlans(FakeApps apps, AppGallery gallery) {
    this.apps = apps;
    this.gallery = gallery;
  }

  @Override
  public Outcome<Outlook> outlook(AppPlan plan) {
    List<Problem> problems = new ArrayList<>();
    String id = String.valueOf(plan.id());
    if (!AppId.isValid(id)) {
      problems.add(new Problem("app.id-invalid", "Give the app another id."));
    } else if (apps.find(new AppId(id)).isPresent()) {
      problems.add(new Problem("app.exists", "An app " + id + " exists already."));
    }
    if (String.valueOf(plan.name()).isBlank()) {
      problems.add(new Problem("app.name-invalid", "Give the app a name."));
    }
    ThemeChoice theme = plan.theme();
    if (theme != null) {
      problems.addAll(FakeThemes.problems(theme));
    }
    AppTemplate template = gallery.find(String.valueOf(plan.template())).orElse(null);
    AppPlan.Simulate simulate = plan.simulate();
    int devices =
        template == null
            ? 0
            : simulate != null && simulate.devices() != null
                ? simulate.devices().size()
                : template.fleet().members().size();
    Duration history = Duration.parse(plan.history() == null ? "P2D" : plan.history());
    return problems.isEmpty()
        ? new Outcome.Done<>(new Outlook(devices, history, devices * history.toMinutes(), true))
        : new Outcome.Refused<>(problems);
  }

  @Override
  public Outcome<App> make(AppPlan plan) {
    if (outlook(plan) instanceof Outcome.Refused<Outlook>(var problems)) {
      return new Outcome.Refused<>(problems);
    }
    made.add(plan);
    App app =
        new App(
            new AppId(String.valueOf(plan.id())),
            String.valueOf(plan.name()),
            plan.template(),
            ZoneId.of("UTC"),
            null,
            Instant.EPOCH);
    apps.put(app, FakeFleet.dashboard());
    return new Outcome.Done<>(app);
  }

  @Override
  public Optional<Duration> history(AppId app) {
    return Optional.empty();
  }
}
