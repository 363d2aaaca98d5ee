package org.aisle.ui.fake;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupFault;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Device groups in memory, the same for every app. */
public final class FakeGroups implements DeviceGroups {

  private final FakeApps apps;
  private final FakeRegistry registry;
  private final InstantSource clock;

  /** What names groups; a test may change it. */
  public final List<Use> uses = new CopyOnWriteArrayList<>();

  FakeGroups(FakeApps apps, FakeRegistry registry, InstantSource clock) {
    this.apps = apps;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public List<StoredGroup> all(AppId app) {
    return List.copyOf(apps.groups);
  }

  @Override
  public Optional<StoredGroup> find(AppId app, String id) {
    return apps.groups.stream().filter(stored -> stored.group().id().equals(id)).findFirst();
  }

  @Override
  public GroupNames names(AppId app) {
    return new GroupNames(
        registry.templates.stream().map(t -> t.id().lastSegment()).collect(Collectors.toSet()),
        registry.templates.stream()
            .flatMap(t -> t.properties().stream())
            .map(p -> p.field().path())
            .collect(Collectors.toSet()),
        Set.of(),
        Set.of(),
        registry.places.stream().map(Place::id).collect(Collectors.toSet()),
        apps.organisations.stream().map(Organisation::id).collect(Collectors.toSet()));
  }

  @Override
  public List<GroupFault> check(AppId app, String query) {
    return switch (GroupQueryReader.read(query, names(app))) {
      case GroupQueryOutcome.Read read -> List.of();
      case GroupQueryOutcome.Faults(var faults) -> faults;
    };
  }

  @Override
  public Outcome<StoredGroup> put(
      AppId app, DeviceGroup group, @Nullable Integer replaces, String by) {
    int now = find(app, group.id()).map(StoredGroup::revision).orElse(0);
    if (replaces != null && replaces != now) {
      return Outcome.Refused.because(
          now > 0 && replaces == 0 ? "group.exists" : "group.revision-conflict",
          "Somebody saved revision %d of this group meanwhile.".formatted(now));
    }
    List<Problem> problems =
        check(app, group.query()).stream()
            .map(fault -> new Problem(fault.code(), fault.sentence()))
            .toList();
    if (!problems.isEmpty()) {
      return new Outcome.Refused<>(problems);
    }
    StoredGroup stored = new StoredGroup(group, now + 1, by, clock.instant());
    apps.groups.removeIf(known -> known.group().id().equals(group.id()));
    apps.groups.add(stored);
    return new Outcome.Done<>(stored);
  }

  @Override
  public Optional<Outcome<StoredGroup>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    List<Use> mine = uses.stream().filter(use -> use.group().equals(id)).toList();
    if (!mine.isEmpty()) {
      return Optional.of(
          Outcome.Refused.because(
              "group.in-use",
              "The group is named by the %s '%s'. Take it out there first."
                  .formatted(mine.getFirst().what(), mine.getFirst().name())));
    }
    Optional<StoredGroup> known = find(app, id);
    known.ifPresent(apps.groups::remove);
    return known.map(Outcome.Done::new);
  }

  @Override
  public List<Use> uses(AppId app) {
    return List.copyOf(uses);
  }

  @Override
  public Map<String, Set<String>> members(AppId app, Collection<String> groups) {
    Map<String, Set<String>> members = new HashMap<>();
    for (String id : groups) {
      find(app, id)
          .ifPresent(
              stored ->
                  members.put(
                      id,
                      matching(app, stored.group().query()).stream()
                          .map(d -> d.ref().device().value())
                          .collect(Collectors.toCollection(TreeSet::new))));
    }
    return members;
  }

  @Override
  public Map<String, Long> sizes(AppId app) {
    return all(app).stream()
        .collect(
            Collectors.toMap(
                stored -> stored.group().id(),
                stored -> (long) matching(app, stored.group().query()).size()));
  }

  @Override
  public Outcome<Page> preview(AppId app, String query, int offset, int limit) {
    List<GroupFault> faults = check(app, query);
    if (!faults.isEmpty()) {
      return new Outcome.Refused<>(
          faults.stream().map(fault -> new Problem(fault.code(), fault.sentence())).toList());
    }
    List<Device> all = matching(app, query);
    return new Outcome.Done<>(
        new Page(all.stream().skip(offset).limit(limit).toList(), all.size()));
  }

  private List<Device> matching(AppId app, String text) {
    return switch (GroupQueryReader.read(text, GroupNames.ANY)) {
      case GroupQueryOutcome.Read(GroupQuery query) ->
          registry.devices.stream()
              .filter(device -> device.ref().app().equals(app))
              .filter(device -> query.matches(asked -> values(device, asked)))
              .toList();
      case GroupQueryOutcome.Faults faults -> List.of();
    };
  }

  private List<String> values(Device device, Attribute asked) {
    String value =
        switch (asked.kind()) {
          case DEVICE -> device.ref().device().value();
          case NAME -> device.name();
          case TEMPLATE -> device.template().lastSegment();
          case ENABLED -> String.valueOf(device.enabled());
          case SIMULATED -> String.valueOf(device.simulated());
          case GATEWAY -> String.valueOf(device.gateway());
          case VIA -> device.via();
          case PLACE -> device.place();
          case PROPERTY -> device.properties().get(asked.path());
          case ORGANISATION -> organisation(device);
          case ASSET, ASSET_TYPE -> null;
        };
    return value == null ? List.of() : List.of(value);
  }

  private @Nullable String organisation(Device device) {
    return registry.places.stream()
        .filter(place -> place.id().equals(device.place()))
        .findFirst()
        .map(Place::organisation)
        .orElse(null);
  }
}
