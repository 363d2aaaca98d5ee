package org.aisle.ui.gallery;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.backend.registry.AppPlan;
import org.aisle.backend.registry.AppPlan.Simulate;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Member;
import org.jspecify.annotations.Nullable;

/** What was chosen in the wizard so far. */
final class Draft {

  private static final ThemeChoice PLAIN = new ThemeChoice(AppThemes.PLAIN.accent(), null);

  private @Nullable AppTemplate template;
  private String id = "";
  private String name = "";
  private String zone = "UTC";
  private Set<String> devices = new LinkedHashSet<>();
  private String history = "P1D";
  private ThemeChoice theme = PLAIN;

  /** Begins anew with what the template has. */
  void template(@Nullable AppTemplate chosen, String freeId) {
    template = chosen;
    name = chosen == null ? "" : chosen.name();
    id = chosen == null ? "" : freeId;
    zone = chosen == null ? "UTC" : chosen.zone().getId();
    devices = new LinkedHashSet<>(all());
    theme = chosen == null ? PLAIN : new ThemeChoice(chosen.theme().accent(), logo(chosen));
  }

  private static @Nullable String logo(AppTemplate template) {
    return template.pictures().stream()
        .filter(picture -> picture.name().equals(template.theme().logo()))
        .findFirst()
        .map(picture -> Base64.getEncoder().encodeToString(picture.content()))
        .orElse(null);
  }

  @Nullable AppTemplate template() {
    return template;
  }

  /** The ids of all devices of the template. */
  List<String> all() {
    return template == null
        ? List.of()
        : template.fleet().members().stream().map(Member::device).toList();
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String zone() {
    return zone;
  }

  void named(String newName, String newId, String newZone) {
    name = newName;
    id = newId;
    zone = newZone;
  }

  Set<String> devices() {
    return devices;
  }

  void devices(Set<String> chosen) {
    devices = new LinkedHashSet<>(chosen);
  }

  String history() {
    return history;
  }

  void history(String chosen) {
    history = chosen;
  }

  ThemeChoice theme() {
    return theme;
  }

  void theme(ThemeChoice chosen) {
    theme = chosen;
  }

  AppPlan plan() {
    boolean everything = devices.size() == all().size();
    return new AppPlan(
        id.strip(),
        name.strip(),
        template == null ? null : template.id(),
        zone,
        everything ? null : new Simulate(null, List.copyOf(devices)),
        template == null ? null : history,
        theme);
  }
}
