package org.aisle.backend.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.group.GroupFault;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownGroups;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Device groups in {@code aisle.device_group}. */
@Repository
class JdbcDeviceGroups implements DeviceGroups {

  /** How many groups an app may have. */
  static final int MOST = 500;

  private static final int MOST_SHOWN = 10;
  private static final int LONGEST_PAGE = 1_000;

  private final GroupRows rows;
  private final Members members;
  private final DeviceTemplates templates;
  private final AssetTypeCatalogue assetTypes;
  private final Assets assets;
  private final ObjectProvider<GroupUses> users;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  JdbcDeviceGroups(
      GroupRows rows,
      Members members,
      DeviceTemplates templates,
      AssetTypeCatalogue assetTypes,
      Assets assets,
      ObjectProvider<GroupUses> users,
      TransactionOperations transactions,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.rows = rows;
    this.members = members;
    this.templates = templates;
    this.assetTypes = assetTypes;
    this.assets = assets;
    this.users = users;
    this.transactions = transactions;
    this.events = events;
    this.time = time;
  }

  @Override
  public List<StoredGroup> all(AppId app) {
    return rows.all(app);
  }

  @Override
  public Optional<StoredGroup> find(AppId app, String id) {
    return rows.find(app, id);
  }

  @Override
  public GroupNames names(AppId app) {
    List<AssetType> types = assetTypes.all(app);
    return new GroupNames(
        templates.all(app).stream().map(t -> t.id().lastSegment()).collect(Collectors.toSet()),
        templates.all(app).stream()
            .flatMap(t -> t.properties().stream())
            .map(p -> p.field().path())
            .collect(Collectors.toSet()),
        AssetType.fields(types).stream().map(f -> f.path()).collect(Collectors.toSet()),
        types.stream().map(AssetType::id).collect(Collectors.toSet()),
        assets.places(app).stream().map(Place::id).collect(Collectors.toSet()),
        Set.copyOf(rows.organisations(app)));
  }

  @Override
  public List<GroupFault> check(AppId app, String query) {
    return faults(GroupQueryReader.read(query, names(app)));
  }

  private static List<GroupFault> faults(GroupQueryOutcome outcome) {
    return switch (outcome) {
      case GroupQueryOutcome.Read read -> List.of();
      case GroupQueryOutcome.Faults(var faults) -> faults;
    };
  }

  @Override
  public Outcome<StoredGroup> put(
      AppId app, DeviceGroup group, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          if (!rows.lock(app)) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          StoredGroup existing = rows.find(app, group.id()).orElse(null);
          if (existing != null && existing.group().equals(group)) {
            return new Outcome.Done<>(existing);
          }
          Optional<Problem> conflict = conflict(app, group.id(), existing, replaces);
          if (conflict.isPresent()) {
            return new Outcome.Refused<>(List.of(conflict.get()));
          }
          Problems problems = new Problems();
          check(app, group, existing, problems);
          List<Use> uses = uses(app).stream().filter(u -> u.group().equals(group.id())).toList();
          List<String> past = past(group.query(), uses);
          if (!past.isEmpty()) {
            problems.add(
                "group.undated-in-use",
                "Of %s only the present is known, and these judge the past too: %s. Take it out of the query, or the group out of them."
                    .formatted(
                        String.join(", ", past),
                        listed(uses.stream().filter(Use::judgesPast).toList())));
          }
          if (!problems.none()) {
            return problems.refused();
          }
          int last = existing != null ? existing.revision() : rows.removed(app, group.id());
          StoredGroup stored = new StoredGroup(group, last + 1, by, now());
          rows.put(app, stored);
          boolean other = existing == null || !existing.group().query().equals(group.query());
          if (other && uses.stream().anyMatch(Use::judgesPast)) {
            events.publishEvent(new RegistryChanged(app, null, EvaluationMarks.BEGINNING));
          }
          return new Outcome.Done<>(stored);
        });
  }

  private void check(
      AppId app, DeviceGroup group, @Nullable StoredGroup existing, Problems problems) {
    if (!group.id().matches("[a-z][a-z0-9-]{0,62}")) {
      problems.add(
          "group.id-invalid",
          "Give the group an id of at most 63 characters a-z, 0-9 or '-', a letter first.");
    }
    problems.name("group.name-invalid", "group's name", group.name());
    for (GroupFault fault : check(app, group.query())) {
      problems.add(fault.code(), sentence(fault));
    }
    if (existing == null && rows.all(app).size() >= MOST) {
      problems.add(
          "group.too-many", "An app has at most %d groups: remove one first.".formatted(MOST));
    }
  }

  private static List<String> past(String query, List<Use> uses) {
    return uses.stream().anyMatch(Use::judgesPast)
            && GroupQueryReader.read(query, GroupNames.ANY)
                instanceof GroupQueryOutcome.Read(GroupQuery sound)
        ? KnownGroups.undated(sound)
        : List.of();
  }

  /** Empty when what is stored is what was read; the app is locked. */
  private Optional<Problem> conflict(
      AppId app, String id, @Nullable StoredGroup existing, @Nullable Integer replaces) {
    int stored = existing == null ? 0 : existing.revision();
    if (replaces == null || replaces == stored) {
      return Optional.empty();
    }
    if (existing == null) {
      String who =
          rows.removedBy(app, id)
              .map(by -> by + " removed this group")
              .orElse("This group was removed");
      return Optional.of(
          new Problem(
              "group.removed-conflict", who + ". Save it as a new group to have it again."));
    }
    return Optional.of(
        replaces == 0
            ? new Problem(
                "group.exists",
                "%s saved a group with this id. Choose another id, or read that one and change it."
                    .formatted(existing.changedBy()))
            : new Problem(
                "group.revision-conflict",
                "%s saved revision %d of this group, after you read revision %d. Read it again and change that one."
                    .formatted(existing.changedBy(), stored, replaces)));
  }

  @Override
  public Optional<Outcome<StoredGroup>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          StoredGroup existing = rows.lock(app) ? rows.find(app, id).orElse(null) : null;
          if (existing == null) {
            return Optional.empty();
          }
          Optional<Problem> conflict = conflict(app, id, existing, replaces);
          if (conflict.isPresent()) {
            return Optional.of(new Outcome.Refused<>(List.of(conflict.get())));
          }
          List<Use> uses = uses(app).stream().filter(u -> u.group().equals(id)).toList();
          if (!uses.isEmpty()) {
            return Optional.of(
                Outcome.Refused.because(
                    "group.in-use",
                    "The group is named by %s. Take it out there first.".formatted(listed(uses))));
          }
          rows.remove(app, existing, by, now());
          return Optional.of(new Outcome.Done<>(existing));
        });
  }

  private static String listed(List<Use> uses) {
    String first =
        uses.stream()
            .limit(MOST_SHOWN)
            .map(use -> "the %s %s".formatted(use.what(), Problems.quoted(use.name())))
            .collect(Collectors.joining(", "));
    return uses.size() <= MOST_SHOWN
        ? first
        : first + " and %d more".formatted(uses.size() - MOST_SHOWN);
  }

  @Override
  public List<Use> uses(AppId app) {
    List<Use> uses = new ArrayList<>();
    users.orderedStream().forEach(user -> uses.addAll(user.of(app)));
    return uses;
  }

  @Override
  public Map<String, Set<String>> members(AppId app, Collection<String> groups) {
    return members.of(
        app,
        rows.all(app).stream()
            .map(StoredGroup::group)
            .filter(g -> groups.contains(g.id()))
            .toList());
  }

  @Override
  public Map<String, Long> sizes(AppId app) {
    return members.sizes(app, rows.all(app).stream().map(StoredGroup::group).toList());
  }

  @Override
  public Outcome<Page> preview(AppId app, String query, int offset, int limit) {
    return switch (GroupQueryReader.read(query, names(app))) {
      case GroupQueryOutcome.Read(GroupQuery sound) ->
          new Outcome.Done<>(
              members.page(app, sound, Math.max(0, offset), Math.clamp(limit, 1, LONGEST_PAGE)));
      case GroupQueryOutcome.Faults(var faults) ->
          new Outcome.Refused<>(
              faults.stream().map(f -> new Problem(f.code(), sentence(f))).toList());
    };
  }

  private static String sentence(GroupFault fault) {
    return "Character %d: %s".formatted(fault.column(), fault.sentence());
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
