package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.models.Consequence;
import org.aisle.backend.models.FieldChange;
import org.aisle.backend.models.ModelComparison;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Outcome.Refused;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the drafts of {@link FakeModelDrafts}. Fields that are gone break a dashboard and a
 * rule that are made up; one device can't be moved.
 */
public final class FakeModelReleases implements ModelReleases {

  /** The device that stays where it is. */
  public static final String STUCK = "cooler-03";

  private final FakeRegistry registry;
  private final FakeModelDrafts drafts;

  FakeModelReleases(FakeRegistry registry, FakeModelDrafts drafts) {
    this.registry = registry;
    this.drafts = drafts;
  }

  @Override
  public Optional<ModelComparison> compare(AppId app, String line) {
    return drafts.find(app, line).map(this::compare);
  }

  private ModelComparison compare(ModelDraft draft) {
    DeviceTemplate newest = drafts.newest(draft.line()).orElse(null);
    DeviceTemplate next = draft.template();
    List<FieldChange> changes = new ArrayList<>();
    List<Consequence> consequences = new ArrayList<>();
    if (next != null) {
      for (Field field : next.fields()) {
        if (newest == null || newest.field(field.path()).isEmpty()) {
          changes.add(change(FieldChange.Kind.ADDED, next, field));
        }
      }
    }
    if (next != null && newest != null) {
      for (Field field : newest.fields()) {
        Field now = next.field(field.path()).orElse(null);
        if (now == null) {
          changes.add(change(FieldChange.Kind.REMOVED, newest, field));
          consequences.addAll(lost(field.path()));
        } else if (!now.displayName().equals(field.displayName())) {
          changes.add(
              new FieldChange(
                  FieldChange.Kind.CHANGED,
                  FieldChange.Part.TELEMETRY,
                  field.path(),
                  List.of(
                      new FieldChange.Difference(
                          "display name", field.displayName(), now.displayName()))));
        }
      }
    }
    Map<Dtmi, Integer> counts = new TreeMap<>();
    registry.devices.stream()
        .filter(d -> d.template().line().equals(draft.line()))
        .forEach(d -> counts.merge(d.template(), 1, Integer::sum));
    return new ModelComparison(
        newest == null ? null : newest.id(),
        next == null ? null : next.id(),
        draft.revision(),
        changes,
        consequences,
        counts.entrySet().stream()
            .map(e -> new ModelComparison.Speakers(e.getKey(), e.getValue()))
            .toList(),
        draft.problems());
  }

  private static FieldChange change(FieldChange.Kind kind, DeviceTemplate of, Field field) {
    return new FieldChange(
        kind,
        of.derived(field.path()).isPresent()
            ? FieldChange.Part.DERIVED
            : FieldChange.Part.TELEMETRY,
        field.path(),
        List.of());
  }

  private static List<Consequence> lost(String path) {
    return List.of(
        new Consequence(
            Consequence.Kind.FIELD,
            "model.field-removed",
            path,
            null,
            Consequence.Weight.NOTE,
            "What was measured stays in the table; new readings of it are kept aside."),
        new Consequence(
            Consequence.Kind.DASHBOARD,
            "dashboard.field-unknown",
            "Coolers: Power now",
            "coolers",
            Consequence.Weight.BREAKS,
            "The tile shows %s, which is gone: choose another field.".formatted(path)),
        new Consequence(
            Consequence.Kind.RULE,
            "rule.condition-name",
            "Too warm for 30 minutes",
            "too-warm",
            Consequence.Weight.BREAKS,
            "There is no field %s any more: change its condition.".formatted(path)));
  }

  @Override
  public Outcome<DeviceTemplate> publish(
      AppId app, String line, @Nullable Integer replaces, boolean breaking, String by) {
    Problem conflict = drafts.conflict(line, replaces);
    ModelDraft draft = drafts.find(app, line).orElse(null);
    if (conflict != null || draft == null) {
      return new Refused<>(
          List.of(conflict == null ? new Problem("draft.unknown", "There is none.") : conflict));
    }
    DeviceTemplate template = draft.template();
    if (template == null || !draft.problems().isEmpty() || compare(draft).breaks() && !breaking) {
      return Refused.because("draft.breaks", "Publishing this draft breaks what is listed.");
    }
    registry.templates.add(template);
    drafts.remove(app, line, null, by);
    return new Outcome.Done<>(template);
  }

  @Override
  public Outcome<Release> publish(AppId app, String dtdl, boolean breaking) {
    return Outcome.Refused.because("registry.fixed", "The templates of this test are drafted.");
  }

  @Override
  public Outcome<Migration> migrate(
      AppId app, Dtmi to, @Nullable Dtmi from, @Nullable List<DeviceId> devices, boolean trial) {
    List<Moved> results = new ArrayList<>();
    for (Device device : List.copyOf(registry.devices)) {
      DeviceId id = device.ref().device();
      if (device.template().line().equals(to.line())
          && (from == null || device.template().equals(from))
          && (devices == null || devices.contains(id))) {
        results.add(move(device, to, trial));
      }
    }
    return new Outcome.Done<>(new Migration(to, results));
  }

  private Moved move(Device device, Dtmi to, boolean trial) {
    String id = device.ref().device().value();
    Dtmi from = device.template();
    if (from.equals(to)) {
      return new Moved(id, from, State.UNCHANGED, "migration.same", "It speaks that already.");
    }
    if (id.equals(STUCK)) {
      return new Moved(
          id,
          from,
          State.REFUSED,
          "device.property-unknown",
          "Its property setPoint is not in that version: clear it first.");
    }
    if (!trial) {
      registry.devices().change(device.ref(), new Devices.Change(null, to.value(), null, Map.of()));
    }
    return new Moved(id, from, State.MOVED, null, "It speaks version " + to.version() + ".");
  }
}
