package org.aisle.backend.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.models.Consequence.Weight;
import org.aisle.backend.models.DraftRows.Row;
import org.aisle.backend.models.ModelComparison.Speakers;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Devices.Change;
import org.aisle.backend.registry.ModelReader;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Outcome.Refused;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Publishes stored drafts, and changes the template of registered devices. */
@Component
class StoredModelReleases implements ModelReleases {

  /** How many devices can be named in one migration. */
  static final int MOST_NAMED = 10_000;

  private final TransactionOperations transactions;
  private final DraftRows rows;
  private final JdbcModelDrafts drafts;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final Consequences consequences;
  private final ModelReader reader;

  StoredModelReleases(
      TransactionOperations transactions,
      DraftRows rows,
      JdbcModelDrafts drafts,
      DeviceTemplates templates,
      Devices devices,
      Consequences consequences,
      ModelReader reader) {
    this.transactions = transactions;
    this.rows = rows;
    this.drafts = drafts;
    this.templates = templates;
    this.devices = devices;
    this.consequences = consequences;
    this.reader = reader;
  }

  @Override
  public Optional<ModelComparison> compare(AppId app, String line) {
    return rows.find(app, line).map(row -> compare(app, row));
  }

  private ModelComparison compare(AppId app, Row row) {
    List<DeviceTemplate> published = templates.all(app);
    ModelDraft draft = JdbcModelDrafts.draft(row, published);
    DeviceTemplate newest = DraftChecks.newest(row.line(), published).orElse(null);
    List<Device> speakers =
        devices.find(app, null, null).stream()
            .filter(d -> d.template().line().equals(row.line()))
            .toList();
    DeviceTemplate template = draft.template();
    List<FieldChange> changes =
        template == null ? List.of() : FieldChanges.between(newest, template);
    return new ModelComparison(
        newest == null ? null : newest.id(),
        template == null ? null : template.id(),
        row.revision(),
        changes,
        template == null || newest == null
            ? List.of()
            : consequences.of(app, template, changes, speakers),
        speakers(speakers),
        draft.problems());
  }

  private static List<Speakers> speakers(List<Device> devices) {
    Map<Dtmi, Integer> counts = new TreeMap<>();
    devices.forEach(d -> counts.merge(d.template(), 1, Integer::sum));
    return counts.entrySet().stream().map(e -> new Speakers(e.getKey(), e.getValue())).toList();
  }

  @Override
  public Outcome<DeviceTemplate> publish(
      AppId app, String line, @Nullable Integer replaces, boolean breaking, String by) {
    return transactions.execute(
        status -> {
          Row row = rows.lock(app) ? rows.find(app, line).orElse(null) : null;
          Problem conflict = drafts.conflict(app, line, row, replaces);
          if (conflict != null || row == null) {
            return new Refused<>(
                List.of(conflict == null ? JdbcModelDrafts.unknown(line) : conflict));
          }
          List<Problem> problems = against(compare(app, row), breaking);
          if (!problems.isEmpty()) {
            return new Refused<>(problems);
          }
          switch (templates.publish(app, row.dtdl())) {
            case Outcome.Refused<List<DeviceTemplate>>(var why) -> {
              status.setRollbackOnly();
              return new Refused<>(why);
            }
            case Outcome.Done<List<DeviceTemplate>>(var published) -> {
              DeviceTemplate template = published.getFirst();
              drafts.published(app, row, template.id(), by);
              return new Outcome.Done<>(template);
            }
          }
        });
  }

  @Override
  public Outcome<Release> publish(AppId app, String dtdl, boolean breaking) {
    return transactions.execute(
        status -> {
          List<Consequence> consequences =
              rows.lock(app) ? consequences(app, dtdl) : List.<Consequence>of();
          List<Problem> broken = broken(consequences);
          if (!broken.isEmpty() && !breaking) {
            broken.addFirst(
                new Problem(
                    "template.breaks",
                    "Publishing this breaks what is listed: correct it, or publish with breaking=true."));
            return new Refused<>(broken);
          }
          return switch (templates.publish(app, dtdl)) {
            case Outcome.Refused<List<DeviceTemplate>>(var why) -> {
              status.setRollbackOnly();
              yield new Refused<>(why);
            }
            case Outcome.Done<List<DeviceTemplate>>(var published) ->
                new Outcome.Done<>(new Release(published, consequences));
          };
        });
  }

  /** Of those of its models that are later than what is published; none of a faulty text. */
  private List<Consequence> consequences(AppId app, String dtdl) {
    List<Consequence> all = new ArrayList<>();
    if (!(reader.read(dtdl) instanceof Outcome.Done<List<DeviceTemplate>>(var read))) {
      return all;
    }
    List<DeviceTemplate> published = templates.all(app);
    List<Device> known = devices.find(app, null, null);
    for (DeviceTemplate template : read) {
      String line = template.id().line();
      DraftChecks.newest(line, published)
          .filter(newest -> template.id().isLaterThan(newest.id()))
          .ifPresent(
              newest ->
                  all.addAll(
                      consequences.of(
                          app,
                          template,
                          FieldChanges.between(newest, template),
                          known.stream().filter(d -> d.template().line().equals(line)).toList())));
    }
    return all;
  }

  private static List<Problem> broken(List<Consequence> consequences) {
    List<Problem> broken = new ArrayList<>();
    consequences.stream()
        .filter(c -> c.weight() == Weight.BREAKS)
        .forEach(c -> broken.add(new Problem(c.code(), c.where() + ": " + c.sentence())));
    return broken;
  }

  private static List<Problem> against(ModelComparison comparison, boolean breaking) {
    List<Problem> problems = new ArrayList<>();
    comparison
        .problems()
        .forEach(p -> problems.add(new Problem(p.code(), where(p) + p.sentence())));
    if (problems.isEmpty() && comparison.breaks() && !breaking) {
      problems.add(
          new Problem(
              "draft.breaks",
              "Publishing this draft breaks what is listed: correct it, or publish with breaking=true."));
      problems.addAll(broken(comparison.consequences()));
    }
    return problems;
  }

  private static String where(ModelProblem problem) {
    return problem.path().isEmpty()
        ? ""
        : "Line %d, column %d: ".formatted(problem.line(), problem.column());
  }

  @Override
  public Outcome<Migration> migrate(
      AppId app, Dtmi to, @Nullable Dtmi from, @Nullable List<DeviceId> named, boolean trial) {
    DeviceTemplate target = templates.find(app, to).orElse(null);
    List<Problem> problems = new ArrayList<>();
    if (target == null) {
      problems.add(
          new Problem(
              "template.unknown", "%s is not published here: publish it first.".formatted(to)));
    }
    if (from != null && !from.line().equals(to.line())) {
      problems.add(
          new Problem(
              "migration.other-model",
              "%s and %s are versions of different models: a device keeps its model."
                  .formatted(from, to)));
    }
    if (named != null && named.size() > MOST_NAMED) {
      problems.add(
          new Problem(
              "migration.too-many",
              "Name at most %,d devices, or none for all of a version.".formatted(MOST_NAMED)));
    }
    if (target == null || !problems.isEmpty()) {
      return new Refused<>(problems);
    }
    Map<DeviceId, Device> known =
        devices.find(app, null, null).stream()
            .collect(Collectors.toMap(d -> d.ref().device(), d -> d));
    List<Moved> results = new ArrayList<>();
    for (DeviceId id : named == null ? selected(known, to, from) : new LinkedHashSet<>(named)) {
      results.add(move(id, known.get(id), target, from, trial));
    }
    return new Outcome.Done<>(new Migration(to, results));
  }

  private static List<DeviceId> selected(
      Map<DeviceId, Device> known, Dtmi to, @Nullable Dtmi from) {
    return known.values().stream()
        .filter(d -> d.template().line().equals(to.line()))
        .filter(d -> from == null ? !d.template().equals(to) : d.template().equals(from))
        .map(d -> d.ref().device())
        .sorted(java.util.Comparator.comparing(DeviceId::value))
        .toList();
  }

  private Moved move(
      DeviceId id,
      @Nullable Device device,
      DeviceTemplate target,
      @Nullable Dtmi from,
      boolean trial) {
    Dtmi to = target.id();
    if (device == null) {
      return refused(id, null, "device.unknown", "There is no device %s.".formatted(id));
    }
    Dtmi was = device.template();
    if (!was.line().equals(to.line())) {
      return refused(
          id, was, "migration.other-model", "It speaks %s, which is another model.".formatted(was));
    }
    if (was.equals(to)) {
      return new Moved(
          id.value(), was, State.UNCHANGED, "migration.same", "It speaks %s.".formatted(to));
    }
    if (from != null && !was.equals(from)) {
      return refused(
          id, was, "migration.other-version", "It speaks %s, not %s.".formatted(was, from));
    }
    if (!trial) {
      switch (devices.change(device.ref(), new Change(null, to.value(), null, Map.of()))) {
        case Outcome.Refused<Device>(var problems) -> {
          Problem first = problems.getFirst();
          return refused(id, was, first.code(), first.sentence());
        }
        case Outcome.Done<Device> done -> {}
      }
    }
    return new Moved(id.value(), was, State.MOVED, null, sentence(device, target, trial));
  }

  private static String sentence(Device device, DeviceTemplate target, boolean trial) {
    List<String> unknown =
        device.properties().keySet().stream()
            .filter(path -> target.property(path).isEmpty())
            .sorted()
            .toList();
    String moved = (trial ? "It would speak %s." : "It speaks %s.").formatted(target.id());
    return unknown.isEmpty()
        ? moved
        : moved
            + " Its values of %s are kept and not shown: the new version has no such properties."
                .formatted(String.join(", ", unknown));
  }

  private static Moved refused(DeviceId id, @Nullable Dtmi from, String code, String sentence) {
    return new Moved(id.value(), from, State.REFUSED, code, sentence);
  }
}
