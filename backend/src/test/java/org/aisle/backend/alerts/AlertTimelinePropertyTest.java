package org.aisle.backend.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;

/** Against the database: whatever was judged before, the last judgement is what the alerts say. */
class AlertTimelinePropertyTest {

  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private final TestAlerts server = TestAlerts.shared();

  @Property(tries = 60)
  void any_history_of_judgements_ends_in_the_timeline_of_the_last(
      @ForAll("histories") List<List<Occurrence>> history) {
    DeviceRef device = server.device();
    history.forEach(
        said ->
            server.timeline.judge(List.of(TestAlerts.judgement(device, null, said, null, null))));

    List<Occurrence> last = history.getLast();
    assertThat(standing(device)).isEqualTo(last);
    DeviceRef fresh = server.device();
    server.timeline.judge(List.of(TestAlerts.judgement(fresh, null, last, null, null)));
    assertThat(
            server.of(device).stream().filter(a -> a.state() != State.WITHDRAWN).map(Alert::state))
        .as("the same states as when nothing else was ever said")
        .isEqualTo(server.of(fresh).stream().map(Alert::state).toList());
  }

  @Property(tries = 40)
  void repeating_a_judgement_changes_nothing_whatever_is_settled(
      @ForAll("histories") List<List<Occurrence>> history, @ForAll("moments") Instant settled) {
    DeviceRef device = server.device();
    history.forEach(
        said ->
            server.timeline.judge(List.of(TestAlerts.judgement(device, null, said, null, null))));
    List<Occurrence> last = history.getLast();
    List<Alert> before = server.of(device);
    long events = events();
    server.announced.clear();
    server.timeline.judge(List.of(TestAlerts.judgement(device, null, last, null, null)));
    server.timeline.judge(
        List.of(
            TestAlerts.judgement(
                device,
                settled,
                last.stream()
                    .filter(o -> o.clearedAt() == null || o.clearedAt().isAfter(settled))
                    .toList(),
                null,
                null)));

    assertThat(server.of(device)).isEqualTo(before);
    assertThat(events()).isEqualTo(events);
    assertThat(server.announced).isEmpty();
  }

  /** Up to six judgements of up to five occurrences that do not overlap; the last may last. */
  @Provide
  Arbitrary<List<List<Occurrence>>> histories() {
    return timelines().list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.integers().between(0, 60).map(AlertTimelinePropertyTest::minute);
  }

  private static Arbitrary<List<Occurrence>> timelines() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 60).set().ofMaxSize(10),
            Arbitraries.of(Severity.values()).list().ofSize(6),
            Arbitraries.integers().between(0, 7),
            Arbitraries.of(true, false))
        .as(
            (minutes, severities, momentary, lasts) ->
                timeline(minutes, severities, momentary, lasts));
  }

  private static List<Occurrence> timeline(
      java.util.Set<Integer> minutes, List<Severity> severities, int momentary, boolean lasts) {
    List<Integer> sorted = List.copyOf(new TreeSet<>(minutes));
    List<Occurrence> timeline = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i += 2) {
      Severity severity = severities.get(i / 2);
      Instant start = minute(sorted.get(i));
      boolean last = i + 2 >= sorted.size();
      if (i / 2 == momentary) {
        timeline.add(TestAlerts.occurrence(start, start, start, Clearing.MOMENTARY, severity));
      } else if (last && (lasts || i + 1 == sorted.size())) {
        timeline.add(TestAlerts.occurrence(start, start.plusSeconds(30), null, null, severity));
      } else if (i + 1 < sorted.size()) {
        timeline.add(
            TestAlerts.occurrence(
                start,
                start.plusSeconds(30),
                minute(sorted.get(i + 1)),
                Clearing.CONDITION,
                severity));
      }
    }
    return timeline;
  }

  private static Instant minute(int minute) {
    return DAY.plusSeconds(60L * minute);
  }

  private List<Occurrence> standing(DeviceRef device) {
    return server.of(device).stream()
        .filter(a -> a.state() != State.WITHDRAWN)
        .map(Alert::occurrence)
        .toList();
  }

  private long events() {
    Long count = server.jdbc.queryForObject("select count(*) from aisle.alert_event", Long.class);
    return count == null ? 0 : count;
  }
}
