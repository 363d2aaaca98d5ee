package org.aisle.backend.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aisle.backend.models.Consequence.Kind;
import org.aisle.backend.models.Consequence.Weight;
import org.aisle.backend.models.FieldChange.Difference;
import org.aisle.backend.models.FieldChange.Part;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DashboardForecast;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.backend.rules.RuleForecast;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.springframework.stereotype.Component;

/**
 * What publishing a version would do to everything that names its model. Dashboards and rules name
 * a model without version and are read by the same checkers as when they are saved.
 */
@Component
class Consequences {

  private record Told(int tile, String code) {}

  private final DashboardForecast dashboards;
  private final RuleForecast rules;
  private final Apps apps;
  private final DeviceTemplates templates;

  Consequences(
      DashboardForecast dashboards, RuleForecast rules, Apps apps, DeviceTemplates templates) {
    this.dashboards = dashboards;
    this.rules = rules;
    this.apps = apps;
    this.templates = templates;
  }

  /**
   * @param changes against the newest published version; there is one
   * @param devices those that speak any version of the model
   */
  List<Consequence> of(
      AppId app, DeviceTemplate draft, List<FieldChange> changes, List<Device> devices) {
    List<Consequence> all = new ArrayList<>();
    for (DashboardForecast.Forecast forecast : dashboards.with(app, draft)) {
      dashboard(forecast, all);
    }
    Set<String> broken = new HashSet<>();
    for (RuleForecast.Forecast forecast : rules.with(app, draft)) {
      if (rule(forecast, all)) {
        broken.add(forecast.rule().id());
      }
    }
    stories(app, broken, all);
    groups(app, draft, all);
    fields(draft, changes, devices, all);
    devices(draft, devices, all);
    return List.copyOf(all);
  }

  private static void dashboard(DashboardForecast.Forecast forecast, List<Consequence> all) {
    Set<Told> known =
        forecast.now().stream().map(f -> new Told(f.tile(), f.code())).collect(Collectors.toSet());
    StoredDashboard stored = forecast.dashboard();
    String owner = stored.owner();
    for (DashboardFault fault : forecast.then()) {
      if (!known.contains(new Told(fault.tile(), fault.code()))) {
        String tile =
            fault.tile() >= 0 && fault.tile() < stored.dashboard().tiles().size()
                ? ", tile %d: %s"
                    .formatted(
                        fault.tile() + 1,
                        stored.dashboard().tiles().get(fault.tile()).frame().title())
                : "";
        all.add(
            owner == null
                ? new Consequence(
                    Kind.DASHBOARD,
                    fault.code(),
                    stored.dashboard().title() + tile,
                    stored.dashboard().id(),
                    Weight.BREAKS,
                    fault.sentence())
                : new Consequence(
                    Kind.DASHBOARD,
                    fault.code(),
                    "A dashboard of %s's own".formatted(owner),
                    null,
                    Weight.BREAKS,
                    "A tile names what is gone: tell %s to change it.".formatted(owner)));
      }
    }
  }

  private static boolean rule(RuleForecast.Forecast forecast, List<Consequence> all) {
    Rule rule = forecast.rule();
    Set<String> known =
        forecast.now().stream().map(f -> f.key() + " " + f.code()).collect(Collectors.toSet());
    boolean broken = false;
    for (RuleFault fault : forecast.then()) {
      if (!known.contains(fault.key() + " " + fault.code())) {
        broken = true;
        all.add(
            new Consequence(
                Kind.RULE,
                fault.code(),
                fault.key().isEmpty() ? rule.name() : rule.name() + ", " + fault.key(),
                rule.id(),
                rule.enabled() ? Weight.BREAKS : Weight.NOTE,
                rule.enabled()
                    ? fault.sentence()
                    : "The rule is switched off. " + fault.sentence()));
      }
    }
    return broken && rule.enabled();
  }

  private void stories(AppId app, Set<String> broken, List<Consequence> all) {
    if (broken.isEmpty()) {
      return;
    }
    for (Expectation story : apps.origin(app).map(AppTemplate::expectations).orElse(List.of())) {
      Set<String> rules = new TreeSet<>(story.withdrawn());
      story.expect().forEach(e -> rules.add(e.rule()));
      rules.retainAll(broken);
      if (!rules.isEmpty()) {
        all.add(
            new Consequence(
                Kind.STORY,
                "model.story-broken",
                story.name(),
                story.id(),
                Weight.BREAKS,
                "The story expects alerts of %s: correct these rules first."
                    .formatted(String.join(", ", rules))));
      }
    }
  }

  private void groups(AppId app, DeviceTemplate draft, List<Consequence> all) {
    Map<String, DeviceTemplate> newest = new TreeMap<>();
    templates.all(app).forEach(t -> newest.put(t.id().line(), t));
    Set<String> before = properties(newest);
    newest.put(draft.id().line(), draft);
    Set<String> after = properties(newest);
    for (DeviceGroup group : apps.groups(app)) {
      for (String path : asked(group)) {
        if (before.contains(path) && !after.contains(path)) {
          all.add(
              new Consequence(
                  Kind.GROUP,
                  "model.group-empty",
                  group.name(),
                  group.id(),
                  Weight.BREAKS,
                  "The group selects by the property %s, which no device would have: keep the property."
                      .formatted(path)));
        }
      }
    }
  }

  /** The properties of devices that the group's query asks for. */
  private static Set<String> asked(DeviceGroup group) {
    Set<String> paths = new TreeSet<>();
    if (GroupQueryReader.read(group.query(), GroupNames.ANY)
        instanceof GroupQueryOutcome.Read(GroupQuery query)) {
      query
          .comparisons()
          .map(GroupQuery.Is::attribute)
          .filter(attribute -> attribute.kind() == Attribute.Kind.PROPERTY)
          .forEach(attribute -> paths.add(attribute.path()));
    }
    return paths;
  }

  private static Set<String> properties(Map<String, DeviceTemplate> newest) {
    Set<String> paths = new HashSet<>();
    newest.values().forEach(t -> t.properties().forEach(p -> paths.add(p.field().path())));
    return paths;
  }

  private static void fields(
      DeviceTemplate draft,
      List<FieldChange> changes,
      List<Device> devices,
      List<Consequence> all) {
    for (FieldChange change : changes) {
      boolean removed = change.kind() == FieldChange.Kind.REMOVED;
      if (change.part() == Part.PROPERTY) {
        long values =
            devices.stream().filter(d -> d.properties().containsKey(change.path())).count();
        Difference type = difference(change, "type");
        if (values > 0 && (removed || type != null)) {
          all.add(
              new Consequence(
                  Kind.PROPERTY,
                  removed ? "model.property-removed" : "model.property-type",
                  change.path(),
                  null,
                  Weight.BREAKS,
                  removed
                      ? "%s it: a value stays with its device and is not shown once the device is moved to %s."
                          .formatted(have(values), draft.id())
                      : "%s it as %s: set it anew as %s once they are moved."
                          .formatted(
                              have(values),
                              type == null ? "" : type.was(),
                              type == null ? "" : type.is())));
        }
      } else if (removed && (change.part() == Part.TELEMETRY || change.part() == Part.DERIVED)) {
        all.add(
            new Consequence(
                Kind.FIELD,
                "model.field-removed",
                change.path(),
                null,
                Weight.NOTE,
                "What was measured stays in the table; a device that is moved and still sends it has it among its unmodelled fields."));
      } else if (difference(change, "unit") instanceof Difference unit) {
        all.add(
            new Consequence(
                Kind.FIELD,
                "model.unit-declared",
                change.path(),
                null,
                Weight.NOTE,
                "What is stored is shown as %s from now on; no value is converted."
                    .formatted(unit.is() == null ? "a number without unit" : unit.is())));
      }
    }
  }

  private static String have(long devices) {
    return devices == 1 ? "1 device has a value of" : devices + " devices have a value of";
  }

  private static @org.jspecify.annotations.Nullable Difference difference(
      FieldChange change, String what) {
    return change.differences().stream()
        .filter(d -> d.what().equals(what))
        .findFirst()
        .orElse(null);
  }

  private static void devices(DeviceTemplate draft, List<Device> devices, List<Consequence> all) {
    Map<Dtmi, Long> speakers =
        devices.stream()
            .collect(Collectors.groupingBy(Device::template, TreeMap::new, Collectors.counting()));
    speakers.forEach(
        (version, count) ->
            all.add(
                new Consequence(
                    Kind.DEVICES,
                    "model.devices-behind",
                    version.value(),
                    null,
                    Weight.NOTE,
                    "%s on to speak %s until you move %s to %s."
                        .formatted(
                            count == 1 ? "1 device goes" : count + " devices go",
                            version,
                            count == 1 ? "it" : "them",
                            draft.id()))));
    long simulated = devices.stream().filter(Device::simulated).count();
    if (simulated > 0) {
      all.add(
          new Consequence(
              Kind.DEVICES,
              "model.simulated",
              draft.id().lastSegment(),
              null,
              Weight.NOTE,
              "%d simulated devices send what their behaviour says: a new measured field of theirs stays empty, a derived one is filled."
                  .formatted(simulated)));
    }
  }
}
