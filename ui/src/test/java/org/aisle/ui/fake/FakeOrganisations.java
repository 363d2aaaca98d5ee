package org.aisle.ui.fake;

import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** The organisations of {@link FakeApps}; only what a page needs is checked. */
public final class FakeOrganisations implements Organisations {

  private final FakeApps apps;
  private final FakeRegistry registry;

  FakeOrganisations(FakeApps apps, FakeRegistry registry) {
    this.apps = apps;
    this.registry = registry;
  }

  @Override
  public List<Organisation> all(AppId app) {
    return List.copyOf(apps.organisations);
  }

  @Override
  public Outcome<Organisation> put(AppId app, Organisation organisation) {
    if (organisation.id().equals(organisation.parent())) {
      return Outcome.Refused.because(
          "organisation.cycle", organisation.name() + " would stand below itself.");
    }
    for (int i = 0; i < apps.organisations.size(); i++) {
      if (apps.organisations.get(i).id().equals(organisation.id())) {
        apps.organisations.set(i, organisation);
        return new Outcome.Done<>(organisation);
      }
    }
    apps.organisations.add(organisation);
    return new Outcome.Done<>(organisation);
  }

  @Override
  public Outcome<List<Organisation>> order(AppId app, List<String> ids) {
    return new Outcome.Done<>(all(app));
  }

  @Override
  public Optional<Outcome<Organisation>> remove(AppId app, String id, @Nullable String moveTo) {
    Optional<Organisation> known =
        apps.organisations.stream().filter(o -> o.id().equals(id)).findFirst();
    boolean used =
        apps.organisations.stream().anyMatch(o -> id.equals(o.parent()))
            || registry.places.stream().anyMatch(p -> id.equals(p.organisation()));
    if (used && moveTo == null) {
      return Optional.of(
          Outcome.Refused.because("organisation.in-use", "It holds places. Move them first."));
    }
    known.ifPresent(apps.organisations::remove);
    return known.map(Outcome.Done::new);
  }
}
