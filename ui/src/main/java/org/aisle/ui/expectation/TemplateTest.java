package org.aisle.ui.expectation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.DeviceContext;
import org.aisle.backend.evaluation.Evaluator;
import org.aisle.backend.evaluation.Evaluators;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.app.Expectation.Expected;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.rule.KnownGroups;

/**
 * Plays an expectation of an app template and compares what follows with what must follow. Pure: no
 * clock, no file, no network.
 */
final class TemplateTest {

  private static final Duration LATE = Duration.ofHours(1);

  private final AppTemplate template;

  TemplateTest(AppTemplate template) {
    this.template = template;
  }

  Verdict play(Expectation expectation) {
    Story story = new Story(template, expectation);
    KnownGroups groups =
        KnownGroups.of(
            template.groups().stream()
                .collect(Collectors.toMap(DeviceGroup::id, DeviceGroup::query)));
    List<ActiveRule> rules =
        template.rules().stream().map(rule -> new ActiveRule(rule, 1, null).in(groups)).toList();
    Evaluator.Compiled compiled =
        Evaluators.compile(story.deviceTemplate(), AssetType.fields(template.assetTypes()), rules);
    List<String> failures = new ArrayList<>();
    compiled
        .broken()
        .forEach(
            (rule, faults) ->
                failures.add(
                    "The rule %s can't be judged: %s"
                        .formatted(rule, faults.getFirst().sentence())));
    Watch watch = new Watch(compiled.evaluator(), context(story));
    story.arrivals().forEach(watch::take);
    watch.lookUntil(story.end());
    List<Occurrence> stands = watch.timeline(story.end());
    List<Told> withdrawn =
        watch.told().stream().filter(told -> stands.stream().noneMatch(told::amendedBy)).toList();
    failures.addAll(
        new Comparison(story.start(), expectation, watch.told()).failures(stands, withdrawn));
    return new Verdict(expectation, watch.readings(), stands, withdrawn, failures);
  }

  DeviceContext context(Story story) {
    Map<String, NavigableMap<Instant, String>> properties = new HashMap<>();
    story
        .member()
        .properties()
        .forEach(
            (path, value) -> properties.put(path, new TreeMap<>(Map.of(story.start(), value))));
    return new DeviceContext(
        story.device(),
        template.zone(),
        properties,
        List.of(new DeviceContext.Home(story.member().place(), story.start(), null)),
        List.of(new DeviceContext.Attachment(story.start(), null, assetProperties(story))),
        template.places().stream()
            .map(p -> new DeviceContext.Site(p.id(), p.kind(), shape(p)))
            .toList(),
        template.routes(),
        new DeviceContext.Facts(false, true, organisations()));
  }

  /** By place: its organisation and all above that. */
  private Map<String, List<String>> organisations() {
    Map<String, AppTemplate.Organisation> all = new HashMap<>();
    template.organisations().forEach(o -> all.put(o.id(), o));
    Map<String, List<String>> above = new HashMap<>();
    for (AppTemplate.Place place : template.places()) {
      List<String> chain = new ArrayList<>();
      for (AppTemplate.Organisation at = all.get(place.organisation());
          at != null;
          at = all.get(at.parent())) {
        chain.add(at.id());
      }
      above.put(place.id(), chain);
    }
    return above;
  }

  private Map<String, NavigableMap<Instant, String>> assetProperties(Story story) {
    Map<String, NavigableMap<Instant, String>> properties = new HashMap<>();
    template.assets().stream()
        .filter(asset -> story.member().attachedTo().filter(asset.id()::equals).isPresent())
        .flatMap(asset -> asset.properties().entrySet().stream())
        .forEach(
            p -> properties.put(p.getKey(), new TreeMap<>(Map.of(story.start(), p.getValue()))));
    return properties;
  }

  private static Shape shape(AppTemplate.Place place) {
    return place.outline().isEmpty()
        ? new Shape.Circle(new GeoPosition(place.lat(), place.lon()), place.radiusMetres())
        : new Shape.Polygon(place.outline());
  }

  /** What is compared with what. */
  private record Comparison(Instant start, Expectation expectation, List<Told> told) {

    List<String> failures(List<Occurrence> stands, List<Told> withdrawn) {
      List<String> failures = new ArrayList<>();
      List<Occurrence> unexpected = new ArrayList<>(stands);
      for (Expected expected : expectation.expect()) {
        List<Occurrence> found = stands.stream().filter(o -> matches(o, expected)).toList();
        unexpected.removeAll(found);
        if (found.size() != expected.times()) {
          failures.add(
              "%s should follow %s between %s and %s%s, but did %s."
                  .formatted(
                      expected.rule(),
                      times(expected.times()),
                      expected.from(),
                      expected.until(),
                      qualities(expected),
                      found.isEmpty() ? "not" : times(found.size())));
        }
      }
      for (Occurrence occurrence : unexpected) {
        if (!expectation.may().contains(occurrence.rule())) {
          failures.add("Nobody expects %s.".formatted(described(occurrence)));
        }
      }
      for (Told told : withdrawn) {
        String rule = told.occurrence().rule();
        if (!expectation.may().contains(rule) && !expectation.withdrawn().contains(rule)) {
          failures.add(
              "%s was told at %s and withdrawn later."
                  .formatted(described(told.occurrence()), offset(told.at())));
        }
      }
      for (String rule : expectation.withdrawn()) {
        if (withdrawn.stream().noneMatch(t -> t.occurrence().rule().equals(rule))) {
          failures.add("%s should be told and withdrawn, but was not.".formatted(rule));
        }
      }
      return failures;
    }

    private boolean matches(Occurrence occurrence, Expected expected) {
      Duration raised = Duration.between(start, occurrence.raisedAt());
      return occurrence.rule().equals(expected.rule())
          && raised.compareTo(expected.from()) >= 0
          && raised.compareTo(expected.until()) <= 0
          && expected.severity().map(s -> s == occurrence.severity()).orElse(true)
          && expected.cleared().map(c -> c == (occurrence.clearedAt() != null)).orElse(true)
          && expected.late().map(l -> l == late(occurrence)).orElse(true);
    }

    private boolean late(Occurrence occurrence) {
      return told.stream()
          .filter(t -> t.amendedBy(occurrence))
          .findFirst()
          .map(t -> t.at().isAfter(occurrence.raisedAt().plus(LATE)))
          .orElse(true);
    }

    private String described(Occurrence occurrence) {
      return "%s at %s (%s, until %s: %s)"
          .formatted(
              occurrence.rule(),
              offset(occurrence.raisedAt()),
              occurrence.severity().name().toLowerCase(java.util.Locale.ROOT),
              occurrence.clearedAt() == null ? "the end" : offset(occurrence.clearedAt()),
              occurrence.evidence().sentence());
    }

    private Duration offset(Instant at) {
      return Duration.between(start, at);
    }

    private static String qualities(Expected expected) {
      StringBuilder text = new StringBuilder();
      expected
          .severity()
          .ifPresent(s -> text.append(", ").append(s.name().toLowerCase(java.util.Locale.ROOT)));
      expected.cleared().ifPresent(c -> text.append(c ? ", cleared" : ", lasting"));
      expected.late().ifPresent(l -> text.append(l ? ", known late" : ", known in time"));
      return text.toString();
    }

    private static String times(int times) {
      return times == 1 ? "once" : times + " times";
    }
  }
}
