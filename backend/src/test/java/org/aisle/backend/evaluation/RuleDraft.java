package org.aisle.backend.evaluation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;

/** Writes rules for tests: a warning with a gap of 30 min, unless it is told otherwise. */
public final class RuleDraft {

  private final String id;
  private final Trigger trigger;
  private final SortedMap<String, String> where = new TreeMap<>();
  private final List<Rule.Escalation> escalations = new ArrayList<>();
  private @Nullable String group;
  private Rule.@Nullable Clear clear;
  private Rule.@Nullable Unless unless;
  private Rule.@Nullable Schedule schedule;
  private Duration gap = Rule.USUAL_GAP;
  private Severity severity = Severity.WARNING;
  private @Nullable Instant since;
  private int revision = 1;

  private RuleDraft(String id, Trigger trigger) {
    this.id = id;
    this.trigger = trigger;
  }

  public static RuleDraft rule(String id, Trigger trigger) {
    return new RuleDraft(id, trigger);
  }

  public static RuleDraft threshold(String condition, Duration holdFor) {
    return new RuleDraft("rule", new Trigger.Threshold(condition, holdFor));
  }

  public RuleDraft clear(String condition, Duration holdFor) {
    clear = new Rule.Clear(condition, holdFor);
    return this;
  }

  public RuleDraft unless(String condition, Duration settle) {
    unless = new Rule.Unless(condition, settle);
    return this;
  }

  public RuleDraft hours(String from, String until, DayOfWeek... days) {
    schedule =
        new Rule.Schedule(
            Set.of(days.length == 0 ? DayOfWeek.values() : days),
            LocalTime.parse(from),
            LocalTime.parse(until));
    return this;
  }

  public RuleDraft where(String property, String value) {
    where.put(property, value);
    return this;
  }

  /** One of {@link RandomHistories#GROUPS}. */
  public RuleDraft group(String group) {
    this.group = group;
    return this;
  }

  public RuleDraft severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  public RuleDraft escalateAfter(Duration after, Severity to) {
    escalations.add(new Rule.Escalation(to, after, null));
    return this;
  }

  public RuleDraft escalateWhile(String condition, Severity to) {
    escalations.add(new Rule.Escalation(to, null, condition));
    return this;
  }

  public RuleDraft gap(Duration gap) {
    this.gap = gap;
    return this;
  }

  public RuleDraft since(@Nullable Instant since) {
    this.since = since;
    return this;
  }

  public RuleDraft revision(int revision) {
    this.revision = revision;
    return this;
  }

  public Rule rule() {
    return new Rule(
        id,
        "A rule",
        null,
        RandomHistories.TEMPLATE.id().lastSegment(),
        where,
        group,
        trigger,
        clear,
        unless,
        schedule,
        severity,
        escalations,
        gap,
        Rule.Notification.NOBODY,
        true);
  }

  public ActiveRule active() {
    return new ActiveRule(rule(), revision, since).in(KnownGroups.of(RandomHistories.GROUPS));
  }
}
