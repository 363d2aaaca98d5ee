package org.aisle.ui.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.evaluation.DerivedSample;
import org.aisle.backend.evaluation.Evaluators;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

class DisplayStagesTest {

  private static final AppTemplate TEMPLATE =
      AppTemplates.builtIn().named("display-tracking").orElseThrow();

  /** A field's value, and how long after the start it was first that. */
  private record Step(String value, Duration at) {}

  @Test
  void an_ordinary_campaign_goes_through_every_stage_once() {
    Played played = new Played("ordinary-campaign");

    List<Step> stages = played.steps("stage");

    assertThat(stages)
        .extracting(Step::value)
        .containsExactly("warehouse", "inTransit", "backRoom", "floor", "offFloor");
    // 298 km at 62 km/h and a rest of 45 minutes, then the four hours of its parameters.
    assertThat(stages.get(1).at())
        .isBetween(Duration.ofHours(20), Duration.ofMinutes(20 * 60 + 20));
    assertThat(stages.get(2).at()).isBetween(Duration.ofHours(25), Duration.ofHours(27));
    assertThat(stages.get(3).at()).isBetween(Duration.ofHours(29), Duration.ofHours(31));
    assertThat(played.steps("placement"))
        .extracting(Step::value)
        .containsExactly("pending", "onTime");
  }

  @Test
  void floor_hours_are_those_of_the_running_campaign() {
    // Ten days, and no more: it came two days early and was taken off some hours after the end.
    assertThat(new Played("ordinary-campaign").last("floorHours")).isBetween(239.0, 241.0);
  }

  @Test
  void late_hours_end_when_the_display_reaches_the_floor() {
    Played played = new Played("late-for-campaign");

    // It came on Thursday evening, before eight; the store put it up when it opened, 25 hours late.
    assertThat(played.last("lateHours")).isBetween(25.0, 25.8);
    assertThat(played.steps("placement"))
        .extracting(Step::value)
        .containsExactly("pending", "late");
  }

  @Test
  void the_reader_flickers_at_the_back_room_door_and_the_stage_does_not() {
    Played played = new Played("back-room-door");

    assertThat(played.steps("stage"))
        .extracting(Step::value)
        .containsExactly("warehouse", "inTransit", "backRoom", "floor");
    assertThat(played.changes("zone")).isGreaterThan(50);
  }

  /** A story's readings and what follows from them. */
  private static final class Played {
    private final Story story;
    private final TreeMap<java.time.Instant, Sample> samples = new TreeMap<>();
    private final List<DerivedSample> derived;

    Played(String id) {
      Expectation expectation =
          TEMPLATE.expectations().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
      story = new Story(TEMPLATE, expectation);
      for (Arrival arrival : story.arrivals()) {
        for (Reading reading : arrival.readings()) {
          samples.put(reading.observedAt(), new Sample(reading.observedAt(), reading.values()));
        }
      }
      derived =
          Evaluators.compile(story.deviceTemplate(), List.of())
              .evaluator()
              .timeline(new TemplateTest(TEMPLATE).context(story), samples.values(), story.end())
              .derived();
    }

    List<Step> steps(String field) {
      List<Step> steps = new ArrayList<>();
      for (DerivedSample sample : derived) {
        if (sample.values().get(field) instanceof Value.Text text
            && (steps.isEmpty() || !steps.getLast().value().equals(text.value()))) {
          steps.add(new Step(text.value(), Duration.between(story.start(), sample.observedAt())));
        }
      }
      return steps;
    }

    double last(String field) {
      return derived.stream()
          .map(sample -> sample.values().get(field))
          .filter(Value.Num.class::isInstance)
          .map(Value.Num.class::cast)
          .reduce((a, b) -> b)
          .orElseThrow()
          .value();
    }

    int changes(String field) {
      Set<java.time.Instant> changes = new LinkedHashSet<>();
      Value before = null;
      for (Sample sample : samples.values()) {
        Value now = sample.values().get(field);
        if (now != null && before != null && !now.equals(before)) {
          changes.add(sample.observedAt());
        }
        before = now == null ? before : now;
      }
      return changes.size();
    }
  }
}
