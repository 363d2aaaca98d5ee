package org.aisle.ui.rules;

import java.time.Duration;
import java.util.stream.Collectors;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.templates.unit.Lengths;
import org.aisle.ui.format.SeverityMark;

/** Says in one plain sentence what a rule does. */
final class RuleSentence {

  private RuleSentence() {}

  static String of(Rule rule, RuleScope scope) {
    StringBuilder sentence = new StringBuilder(word(rule.severity()));
    sentence.append(" when ").append(trigger(rule.trigger(), scope));
    for (Escalation step : rule.escalations()) {
      sentence.append("; ").append(word(step.severity()).toLowerCase(java.util.Locale.ROOT));
      if (step.after() != null) {
        sentence.append(" after ").append(Lengths.words(step.after()));
      } else if (step.condition() != null) {
        sentence.append(" while ").append(step.condition());
      }
    }
    if (rule.clear() != null) {
      sentence.append("; over when ").append(rule.clear().condition());
      sentence.append(lasting(rule.clear().holdFor()));
    }
    if (rule.unless() != null) {
      sentence.append("; not while ").append(rule.unless().condition());
    }
    if (rule.schedule() != null) {
      sentence.append("; only in its hours");
    }
    if (!rule.where().isEmpty()) {
      sentence
          .append("; only devices with ")
          .append(
              rule.where().entrySet().stream()
                  .map(filter -> filter.getKey() + " = " + filter.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (rule.group() != null) {
      sentence.append("; only in the group ").append(scope.groupName(rule.group()));
    }
    return sentence.append('.').toString();
  }

  private static String word(Severity severity) {
    return SeverityMark.word(severity);
  }

  private static String lasting(Duration length) {
    return length.isZero() ? "" : " for " + Lengths.words(length);
  }

  static String trigger(Trigger trigger, RuleScope scope) {
    return switch (trigger) {
      case Trigger.Threshold t -> t.condition() + lasting(t.holdFor());
      case Window w ->
          "the %s of %s over %s is %s %s"
              .formatted(
                  aggregate(w.aggregate()),
                  w.of(),
                  Lengths.words(w.width()),
                  comparison(w.comparison()),
                  w.limit());
      case Trigger.Absence a -> "nothing is heard for longer than " + Lengths.words(a.limit());
      case Trigger.Geofence g -> event(g.event()) + where(g.where(), scope) + lasting(g.holdFor());
      case Trigger.Change c ->
          c.field()
              + " changes"
              + (c.from() == null ? "" : " from " + c.from())
              + (c.to() == null ? "" : " to " + c.to());
      case Trigger.Repeated r ->
          "%s comes true %,d times within %s"
              .formatted(r.condition(), r.times(), Lengths.words(r.within()));
    };
  }

  static String aggregate(Window.Aggregate aggregate) {
    return switch (aggregate) {
      case AVG -> "average";
      case MIN -> "lowest";
      case MAX -> "highest";
      case SUM -> "sum";
      case COUNT -> "number";
      case SPREAD -> "spread (highest less lowest)";
      case RATE -> "change per hour";
    };
  }

  static String comparison(Window.Comparison comparison) {
    return switch (comparison) {
      case ABOVE -> "above";
      case AT_LEAST -> "at least";
      case BELOW -> "below";
      case AT_MOST -> "at most";
    };
  }

  private static String event(Trigger.Geofence.Event event) {
    return switch (event) {
      case ENTER -> "it enters ";
      case LEAVE -> "it leaves ";
      case INSIDE -> "it is inside ";
      case OUTSIDE -> "it is outside ";
    };
  }

  private static String where(Where where, RuleScope scope) {
    return switch (where) {
      case Where.Home home -> "the place its asset stands at";
      case Where.Places places ->
          places.ids().stream().map(scope::placeName).collect(Collectors.joining(" or "));
      case Where.OfKind kind -> "any place of the kind " + kind.kind();
      case Where.Own own -> "the rule's own shape";
    };
  }
}
