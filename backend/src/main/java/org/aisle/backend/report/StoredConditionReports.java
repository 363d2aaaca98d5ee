package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Surroundings;
import org.aisle.backend.report.ConditionReport.Coverage;
import org.aisle.backend.report.ConditionReport.Fact;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.FlagTimes;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.Notice;
import org.aisle.backend.report.ConditionReport.Remark;
import org.aisle.backend.report.ConditionReport.Visit;
import org.aisle.backend.rules.EvaluationProgress;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads what a report needs and puts it together. */
@Service
public class StoredConditionReports implements ConditionReports {

  private static final Set<AlertEvent.Kind> BY_PEOPLE =
      Set.of(
          AlertEvent.Kind.ACKNOWLEDGED,
          AlertEvent.Kind.COMMENTED,
          AlertEvent.Kind.CLOSED,
          AlertEvent.Kind.WITHDRAWN);

  private final Apps apps;
  private final Devices devices;
  private final DeviceTemplates templates;
  private final Assets assets;
  private final Surroundings surroundings;
  private final Telemetry telemetry;
  private final Alerts alerts;
  private final EvaluationProgress progress;
  private final InstantSource time;

  public StoredConditionReports(
      Apps apps,
      Devices devices,
      DeviceTemplates templates,
      Assets assets,
      Surroundings surroundings,
      Telemetry telemetry,
      Alerts alerts,
      EvaluationProgress progress,
      InstantSource time) {
    this.apps = apps;
    this.devices = devices;
    this.templates = templates;
    this.assets = assets;
    this.surroundings = surroundings;
    this.telemetry = telemetry;
    this.alerts = alerts;
    this.progress = progress;
    this.time = time;
  }

  @Override
  public Outcome<ConditionReport> of(DeviceRef ref, @Nullable Instant from, @Nullable Instant to) {
    Device device = devices.find(ref).orElse(null);
    App app = apps.find(ref.app()).orElse(null);
    DeviceTemplate template =
        device == null ? null : templates.find(ref.app(), device.template()).orElse(null);
    if (device == null || app == null || template == null) {
      return Outcome.Refused.because(
          "device.unknown", "There is no such device: register it first.");
    }
    Instant end = to == null ? time.instant() : to;
    Instant start = from == null ? end.minus(USUAL) : from;
    Duration span = Duration.between(start, end);
    if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
      return Outcome.Refused.because(
          "report.range",
          "A report ends after it starts and covers at most %d days: choose another range."
              .formatted(LONGEST.toDays()));
    }
    return progress.ask(
        ref,
        template.table(),
        until -> of(app, device, template, new TimeRange(start, end), from == null, until));
  }

  /**
   * @param fromFirst whether it begins with the first reading
   * @param until derived fields are whole up to then; null for all
   */
  private Outcome<ConditionReport> of(
      App app,
      Device device,
      DeviceTemplate template,
      TimeRange asked,
      boolean fromFirst,
      @Nullable Instant until) {
    DeviceRef ref = device.ref();
    List<String> fields = template.promises().stream().map(Promise::field).toList();
    String position = position(template);
    History history = History.read(telemetry, ref, asked, fields, position, MOST_READINGS);
    if (history == null) {
      return Outcome.Refused.because(
          "report.too-many-readings",
          "There are more than %,d readings in this range: choose a shorter one."
              .formatted(MOST_READINGS));
    }
    TimeRange range =
        fromFirst && history.size() > 0 ? new TimeRange(history.time(0), asked.to()) : asked;
    return new Outcome.Done<>(
        report(app, device, template, history.in(range), new WorkedOut(template, range, until)));
  }

  private ConditionReport report(
      App app, Device device, DeviceTemplate template, History history, WorkedOut workedOut) {
    DeviceRef ref = device.ref();
    TimeRange range = workedOut.range();
    List<Place> places = assets.places(app.id());
    Track track = new Track(history, places);
    Map<String, NavigableMap<Instant, String>> properties =
        surroundings.of(ref).map(Surroundings.Known::properties).orElse(Map.of());
    LegBook book = new LegBook(states(ref, template, workedOut));
    List<Finding> findings = new ArrayList<>();
    for (Promise promise : template.promises()) {
      Field field = template.field(promise.field()).orElseThrow();
      List<Stretch> during =
          promise.during() == null
              ? List.of()
              : workedOut.states(
                  promise.during().field(), telemetry.states(ref, range, promise.during().field()));
      findings.add(
          new Judge(
                  promise,
                  field,
                  range,
                  PromisedLimits.of(promise, properties, range),
                  during,
                  book.boundaries(),
                  track)
              .judge(
                  workedOut.spans(promise.field(), history.spans(promise.field())),
                  workedOut.whole(promise),
                  (value, at, held, reading, outside) ->
                      book.add(field, value, at, held, reading, outside)));
    }
    Coverage coverage = history.coverage();
    List<Leg> legs = book.legs(track);
    List<Visit> visits = track.visits();
    Reasons reasons = new Reasons(range, coverage, findings, workedOut.words(app.zone()));
    return new ConditionReport(
        ref,
        device.name(),
        template.displayName(),
        range,
        app.zone(),
        time.instant(),
        workedOut.until(),
        facts(template, properties, range, places),
        coverage,
        legs,
        book.size() - legs.size(),
        visits.subList(0, Math.min(visits.size(), ConditionReport.MOST_LISTED)),
        findings,
        flags(ref, template, range),
        notices(ref, range),
        reasons.verdict(),
        reasons.sentences());
  }

  private static @Nullable String position(DeviceTemplate template) {
    return template.telemetry().stream()
        .filter(field -> field.type() instanceof FieldType.GeoPoint)
        .map(Field::path)
        .findFirst()
        .orElse(null);
  }

  private Map<Field, List<Stretch>> states(
      DeviceRef ref, DeviceTemplate template, WorkedOut workedOut) {
    Map<Field, List<Stretch>> states = new LinkedHashMap<>();
    template.derived().stream()
        .filter(derived -> derived.derivation() instanceof Derivation.StateMachine)
        .forEach(
            derived -> {
              String path = derived.field().path();
              states.put(
                  derived.field(),
                  workedOut.states(path, telemetry.states(ref, workedOut.range(), path)));
            });
    return states;
  }

  private static List<Fact> facts(
      DeviceTemplate template,
      Map<String, NavigableMap<Instant, String>> properties,
      TimeRange range,
      List<Place> places) {
    Map<String, String> names =
        places.stream().collect(Collectors.toMap(Place::id, Place::name, (a, b) -> a));
    List<Fact> facts = new ArrayList<>();
    for (DeviceTemplate.Property property : template.properties()) {
      Field field = property.field();
      NavigableMap<Instant, String> values = properties.get(field.path());
      if (values == null || values.isEmpty()) {
        continue;
      }
      var entry = values.lowerEntry(range.to());
      String text = entry == null ? values.firstEntry().getValue() : entry.getValue();
      facts.add(
          new Fact(
              field.path(),
              field.displayName(),
              field.type() instanceof FieldType.Text
                  ? names.getOrDefault(text, text)
                  : option(field, text),
              field.unit() == null ? "" : field.unit().symbol()));
    }
    return facts;
  }

  private static String option(Field field, String text) {
    return field.type() instanceof FieldType.Choice choice
        ? choice.options().stream()
            .filter(option -> option.name().equals(text))
            .findFirst()
            .map(FieldType.Choice.Option::displayName)
            .orElse(text)
        : text;
  }

  private List<FlagTimes> flags(DeviceRef ref, DeviceTemplate template, TimeRange range) {
    List<FlagTimes> flags = new ArrayList<>();
    for (Field field : template.telemetry()) {
      if (field.type() instanceof FieldType.Bool) {
        int times = 0;
        Duration total = Duration.ZERO;
        Duration longest = Duration.ZERO;
        for (Stretch stretch : telemetry.states(ref, range, field.path())) {
          if (stretch.state().equals("true")) {
            Duration lasted = Duration.between(stretch.from(), stretch.to());
            times++;
            total = total.plus(lasted);
            longest = lasted.compareTo(longest) > 0 ? lasted : longest;
          }
        }
        flags.add(new FlagTimes(field, times, total, longest));
      }
    }
    return flags;
  }

  private List<Notice> notices(DeviceRef ref, TimeRange range) {
    AlertQuery query =
        new AlertQuery(
            Set.of(),
            ref.device(),
            null,
            null,
            null,
            null,
            range.from(),
            range.to(),
            true,
            true,
            0,
            ConditionReport.MOST_LISTED);
    return alerts.find(ref.app(), query).stream()
        .sorted(
            Comparator.comparing((Alert alert) -> alert.occurrence().startedAt())
                .thenComparing(Alert::ruleName)
                .thenComparing(Alert::id))
        .map(alert -> notice(ref, alert))
        .toList();
  }

  private Notice notice(DeviceRef ref, Alert alert) {
    return new Notice(
        alert.id(),
        alert.ruleName(),
        alert.severity(),
        alert.state(),
        alert.occurrence().startedAt(),
        alert.occurrence().raisedAt(),
        alert.occurrence().clearedAt(),
        alert.occurrence().evidence().sentence(),
        alert.acknowledgedAt(),
        alert.acknowledgedBy(),
        alerts.history(ref.app(), alert.id()).stream()
            .filter(event -> BY_PEOPLE.contains(event.kind()))
            .map(event -> new Remark(event.at(), event.by(), event.sentence()))
            .toList());
  }
}
