package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.DerivedSample;
import org.aisle.backend.evaluation.DeviceContext;
import org.aisle.backend.evaluation.Evaluator;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.Evaluators;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules.Found;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.backend.rules.Rules.Progress;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Streams the stored history of one device after the other through the rule and the one it
 * replaces. Writes nothing. What leads up to the range is read as well: as far as the rule looks
 * back, and for derived fields from the last kept state before that.
 */
@Component
class StoredPreviews implements Previews {

  private static final int MOST = 10_000;
  private static final int LOOK_UP_EVERY = 1_000;

  /** A revision that no kept state was made with. */
  private static final int UNSAVED = 0;

  private static final Comparator<Found> OLDEST_FIRST =
      Comparator.comparing((Found found) -> found.occurrence().startedAt())
          .thenComparing(Found::device);

  private final Devices devices;
  private final DeviceTemplates templates;
  private final AssetTypeCatalogue assetTypes;
  private final Contexts contexts;
  private final Positions positions;
  private final StoredReadings readings;
  private final RuleGroups groups;
  private final InstantSource time;

  StoredPreviews(
      Devices devices,
      DeviceTemplates templates,
      AssetTypeCatalogue assetTypes,
      Contexts contexts,
      Positions positions,
      StoredReadings readings,
      RuleGroups groups,
      InstantSource time) {
    this.devices = devices;
    this.templates = templates;
    this.assetTypes = assetTypes;
    this.contexts = contexts;
    this.positions = positions;
    this.readings = readings;
    this.groups = groups;
    this.time = time;
  }

  /** One rule on one device, and what it would have raised on all. */
  private static final class Trial implements Evaluator.Results {
    private final ActiveRule rule;
    private final List<Found> found = new ArrayList<>();
    private @Nullable DeviceRef device;

    private Trial(Rule rule, Instant since, KnownGroups groups) {
      this.rule = new ActiveRule(rule, UNSAVED, since).in(groups);
    }

    private void begin(DeviceRef next) {
      device = next;
    }

    @Override
    public void ended(Occurrence occurrence) {
      found.add(new Found(Objects.requireNonNull(device), occurrence));
      if (found.size() >= 2 * MOST) {
        List<Found> oldest = oldest();
        found.clear();
        found.addAll(oldest);
      }
    }

    @Override
    public void derived(DerivedSample sample) {}

    private List<Found> oldest() {
      return found.stream().sorted(OLDEST_FIRST).limit(MOST).toList();
    }
  }

  @Override
  public Outcome<Preview> preview(
      AppId app, Rule rule, @Nullable Rule replaced, Duration back, Progress progress) {
    Instant until = time.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = until.minus(back);
    KnownGroups known = groups.known(app);
    List<Trial> trials = new ArrayList<>();
    trials.add(new Trial(rule, from, known));
    if (replaced != null && replaced.enabled()) {
      trials.add(new Trial(replaced, from, known));
    }
    List<Device> candidates =
        devices.find(app, null, null).stream()
            .filter(
                device ->
                    trials.stream()
                        .anyMatch(
                            t -> t.rule.rule().template().equals(device.template().lastSegment())))
            .toList();
    int targeted = 0;
    for (int i = 0; i < candidates.size(); i++) {
      progress.at(i, candidates.size());
      Optional<Boolean> tried = run(candidates.get(i), trials, until);
      if (tried.isEmpty()) {
        return Outcome.Refused.because(
            "preview.interrupted", "Looking at the stored history was interrupted: ask again.");
      }
      targeted += tried.get() ? 1 : 0;
    }
    progress.at(candidates.size(), candidates.size());
    return new Outcome.Done<>(
        new Preview(
            from,
            until,
            targeted,
            trials.getFirst().oldest(),
            replaced == null ? null : trials.size() > 1 ? trials.getLast().oldest() : List.of()));
  }

  /** One trial on the way through a device's history. */
  private record Course(Trial trial, Evaluator evaluator, Memory memory) {}

  /** Whether the first rule targets the device; empty when the thread was interrupted. */
  private Optional<Boolean> run(Device device, List<Trial> trials, Instant until) {
    DeviceTemplate template = templates.find(device.ref().app(), device.template()).orElse(null);
    DeviceContext context = contexts.of(device.ref()).map(Contexts.Placed::context).orElse(null);
    if (template == null || context == null) {
      return Optional.of(false);
    }
    Instant first = until;
    List<Trial> mine = new ArrayList<>();
    for (Trial trial : trials) {
      Instant looks = trial.rule.from();
      if (looks != null && mayTarget(trial.rule.rule(), template, context)) {
        Instant with = looks.minus(trial.rule.rule().gap());
        first = with.isBefore(first) ? with : first;
        trial.begin(device.ref());
        mine.add(trial);
      }
    }
    if (mine.isEmpty()) {
      return Optional.of(false);
    }
    Instant after = first.minusNanos(1_000);
    byte[] state = null;
    if (!template.derived().isEmpty()) {
      after = kept(device.ref(), template, first);
      state = after == null ? null : positions.checkpoint(device.ref(), template.table(), after);
    }
    List<Course> courses = new ArrayList<>();
    List<Field> assets = AssetType.fields(assetTypes.all(device.ref().app()));
    for (Trial trial : mine) {
      Evaluator evaluator = Evaluators.compile(template, assets, List.of(trial.rule)).evaluator();
      Memory memory = state == null ? evaluator.begin(context) : evaluator.restore(context, state);
      if (state != null && memory.through() == null) {
        after = null;
      }
      courses.add(new Course(trial, evaluator, memory));
    }
    if (!stream(device.ref(), template, after, courses, until)) {
      return Optional.empty();
    }
    for (Course course : courses) {
      course.evaluator().until(course.memory(), until).forEach(course.trial()::ended);
    }
    return Optional.of(mine.getFirst().equals(trials.getFirst()));
  }

  private @Nullable Instant kept(DeviceRef device, DeviceTemplate template, Instant before) {
    return positions.checkpoints(device, template.table()).stream()
        .filter(at -> at.isBefore(before))
        .reduce((a, b) -> b)
        .orElse(null);
  }

  private boolean stream(
      DeviceRef device,
      DeviceTemplate template,
      @Nullable Instant after,
      List<Course> courses,
      Instant until) {
    int[] taken = {0};
    boolean[] interrupted = {Thread.currentThread().isInterrupted()};
    if (!interrupted[0]) {
      readings.stream(
          device,
          template,
          after,
          (at, values) -> {
            if (at.isAfter(until)) {
              return false;
            }
            if (++taken[0] % LOOK_UP_EVERY == 0 && Thread.currentThread().isInterrupted()) {
              interrupted[0] = true;
              return false;
            }
            Sample sample = new Sample(at, values);
            courses.forEach(c -> c.evaluator().take(c.memory(), sample, c.trial()));
            return true;
          });
    }
    return !interrupted[0];
  }

  /** Whether the device's properties were ever what the rule asks for. */
  private static boolean mayTarget(Rule rule, DeviceTemplate template, DeviceContext context) {
    return rule.template().equals(template.id().lastSegment())
        && rule.where().entrySet().stream()
            .allMatch(
                wanted ->
                    had(context.properties(), wanted.getKey(), wanted.getValue())
                        || hadAsset(context, wanted.getKey(), wanted.getValue()));
  }

  private static boolean hadAsset(DeviceContext context, String name, String value) {
    return name.startsWith(Rule.ASSET)
        && context.assets().stream()
            .anyMatch(a -> had(a.properties(), name.substring(Rule.ASSET.length()), value));
  }

  private static boolean had(
      Map<String, NavigableMap<Instant, String>> properties, String name, String value) {
    NavigableMap<Instant, String> history = properties.get(name);
    return history != null && history.containsValue(value);
  }
}
