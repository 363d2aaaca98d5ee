package org.aisle.templates.app;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.rule.Severity;

/**
 * A story played with one simulated device in virtual time, and the alerts that must follow from
 * it. An alert that nobody mentions must not follow, neither at the end nor in between.
 *
 * @param id its file's name
 * @param device a member of the template's fleet; its own faults do not happen
 * @param start in the template's time zone
 * @param lasts until when it is played; offsets below are from {@code start}
 * @param interval how often the device measures
 * @param parameters of the behaviour that differ from the member's
 * @param faults what goes wrong
 * @param expect the alerts that must stand at the end
 * @param withdrawn rules of which an alert must be told and withdrawn again
 * @param may rules that may raise alerts beside those expected
 * @param never rules named to be sure: no alert of theirs follows, not even for a while
 */
public record Expectation(
    String id,
    String name,
    String device,
    LocalDateTime start,
    Duration lasts,
    Duration interval,
    Map<String, Double> parameters,
    List<FaultSpec> faults,
    List<Expected> expect,
    Set<String> withdrawn,
    Set<String> may,
    Set<String> never) {

  public Expectation {
    parameters = Map.copyOf(parameters);
    faults = List.copyOf(faults);
    expect = List.copyOf(expect);
    withdrawn = Set.copyOf(withdrawn);
    may = Set.copyOf(may);
    never = Set.copyOf(never);
  }

  /**
   * Alerts of one rule.
   *
   * @param from the earliest offset at which each is raised, in event time
   * @param until the latest
   * @param times exactly how many
   * @param severity the last one, if it matters
   * @param cleared whether the data ends them before the story does, if it matters
   * @param late whether each becomes known an hour or more after it was raised, if it matters
   */
  public record Expected(
      String rule,
      Duration from,
      Duration until,
      int times,
      Optional<Severity> severity,
      Optional<Boolean> cleared,
      Optional<Boolean> late) {}
}
