package org.aisle.ui.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Place;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Alerts together with the names of what they are about. Thread-safe. */
@Component
class AlertReader {

  /** More than these are not looked through for a text. */
  static final int SEARCHED = 5_000;

  private static final int PAGE = 1_000;

  private final Alerts alerts;
  private final Rules rules;
  private final Assets assets;
  private final Devices devices;
  private final DeviceTemplates templates;
  private final Telemetry telemetry;
  private final FleetHistory history;
  private final DeviceGroups groups;

  AlertReader(
      Alerts alerts,
      Rules rules,
      Assets assets,
      Devices devices,
      DeviceTemplates templates,
      Telemetry telemetry,
      FleetHistory history,
      DeviceGroups groups) {
    this.alerts = alerts;
    this.rules = rules;
    this.assets = assets;
    this.devices = devices;
    this.templates = templates;
    this.telemetry = telemetry;
    this.history = history;
    this.groups = groups;
  }

  /** The names of an app's places and assets, by id. */
  record Names(Map<String, String> places, Map<String, String> assets) {
    static final Names NONE = new Names(Map.of(), Map.of());

    String place(Alert alert) {
      String id = alert.place();
      return id == null ? "" : places.getOrDefault(id, id);
    }

    String asset(Alert alert) {
      String id = alert.asset();
      return id == null ? "" : assets.getOrDefault(id, id);
    }
  }

  Alerts alerts() {
    return alerts;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  FleetHistory history() {
    return history;
  }

  /** Where it happened, if it rests on a position. */
  Optional<AlertGround> ground(Alert alert, Optional<DeviceTemplate> template) {
    AppId app = alert.device().app();
    return AlertGround.of(alert, template, raisedBy(alert), assets.places(app));
  }

  /** The rule as it was when it raised the alert; empty when it has been changed since. */
  Optional<Rule> raisedBy(Alert alert) {
    return rule(alert.device().app(), alert.occurrence().rule())
        .map(StoredRule::active)
        .filter(active -> active.revision() == alert.occurrence().revision())
        .map(ActiveRule::rule);
  }

  Names names(App app) {
    Map<String, String> places = new HashMap<>();
    for (Place place : assets.places(app.id())) {
      places.put(place.id(), place.name());
    }
    Map<String, String> things = new HashMap<>();
    for (Asset asset : assets.all(app.id())) {
      things.put(asset.id(), asset.name());
    }
    return new Names(places, things);
  }

  /** The names of an app's rules by their id, in the order of the names. */
  Map<String, String> ruleNames(AppId app) {
    Map<String, String> names = new TreeMap<>();
    rules.all(app).stream()
        .map(stored -> stored.active().rule())
        .sorted(Comparator.comparing(rule -> rule.name()))
        .forEach(rule -> names.put(rule.id(), rule.name()));
    return names;
  }

  Optional<StoredRule> rule(AppId app, String id) {
    return rules.find(app, id);
  }

  Optional<DeviceTemplate> template(DeviceRef device) {
    return devices
        .find(device)
        .flatMap(registered -> templates.find(device.app(), registered.template()));
  }

  /** Those in whose device, asset or place the text occurs, among the first {@link #SEARCHED}. */
  List<Alert> search(AppId app, AlertFilter filter, String me, Names names) {
    String wanted = filter.text().toLowerCase(Locale.ROOT);
    List<Alert> found = new ArrayList<>();
    for (int offset = 0; offset < SEARCHED; offset += PAGE) {
      List<Alert> page = alerts.find(app, query(app, filter, me, offset, PAGE));
      page.stream().filter(alert -> mentions(alert, wanted, names)).forEach(found::add);
      if (page.size() < PAGE) {
        break;
      }
    }
    return found;
  }

  /** All of a filter but its text; a group that does not exist has no alerts. */
  AlertQuery query(AppId app, AlertFilter filter, String me, int offset, int limit) {
    AlertQuery query = filter.query(me, offset, limit);
    String group = filter.group();
    return group == null
        ? query
        : query.among(groups.members(app, Set.of(group)).getOrDefault(group, Set.of()));
  }

  /** The names of an app's device groups by id. */
  Map<String, String> groupNames(AppId app) {
    Map<String, String> names = new TreeMap<>();
    groups.all(app).forEach(stored -> names.put(stored.group().id(), stored.group().name()));
    return names;
  }

  private static boolean mentions(Alert alert, String text, Names names) {
    return contains(alert.deviceName(), text)
        || contains(alert.device().device().value(), text)
        || contains(names.asset(alert), text)
        || contains(names.place(alert), text);
  }

  private static boolean contains(String value, String text) {
    return value.toLowerCase(Locale.ROOT).contains(text);
  }

  /** Everything open of the same rule at the same place, at most 1,000. */
  List<Alert> sameCause(Alert alert) {
    @Nullable String place = alert.place();
    AlertQuery query = AlertFilter.cause(alert.occurrence().rule(), place, PAGE);
    return alerts.find(alert.device().app(), query).stream()
        .filter(other -> Objects.equals(other.place(), place))
        .toList();
  }
}
