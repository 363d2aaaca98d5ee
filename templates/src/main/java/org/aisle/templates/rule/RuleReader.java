package org.aisle.templates.rule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Rule.Unless;
import org.aisle.templates.source.SourceFault;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules as docs/rules.md describes them, the same in YAML and JSON: the files of an app
 * template, the bodies over REST, and what is stored. Reports every fault at once, terminates on
 * every input and lets no exception out. Thread-safe.
 */
public final class RuleReader {

  private RuleReader() {}

  /**
   * @param id the file's name without its ending
   * @param document in UTF-8, at most 1 MiB
   */
  public static RuleOutcome yaml(String id, byte[] document) {
    return read(id, SourceReader.yaml(document));
  }

  /**
   * @param id the rule's, or null when the document's key {@code id} says it
   * @param document in UTF-8, at most 1 MiB
   */
  public static RuleOutcome json(@Nullable String id, byte[] document) {
    return read(id, SourceReader.json(document));
  }

  /**
   * Reads an object that was parsed already; {@link RuleSpots} finds where its faults stand.
   *
   * @param id the rule's, or null when the object's key {@code id} says it
   */
  public static RuleOutcome read(@Nullable String id, Mapping root) {
    List<RuleFault> faults = new ArrayList<>();
    Rule rule = rule(id, new RuleNode("", root, faults));
    return faults.isEmpty() ? new RuleOutcome.Read(rule) : new RuleOutcome.Faults(faults);
  }

  private static RuleOutcome read(@Nullable String id, SourceReader.Parsed parsed) {
    List<RuleFault> faults = new ArrayList<>();
    for (SourceFault fault : parsed.faults()) {
      faults.add(
          new RuleFault(
              fault.spot().pointer().replaceFirst("^/", "").replace('/', '.'),
              "rule." + fault.code(),
              "Line %d, column %d: %s %s"
                  .formatted(
                      fault.spot().line(), fault.spot().column(), fault.sentence(), fault.cure())));
    }
    SourceNode root = parsed.root();
    if (root != null && !(root instanceof Mapping)) {
      faults.add(
          new RuleFault(
              "",
              "rule.wrong-type",
              "The rule is %s; make it an object of keys and values."
                  .formatted(root.description())));
    }
    if (!(root instanceof Mapping m)) {
      return new RuleOutcome.Faults(faults);
    }
    RuleOutcome outcome = read(id, m);
    if (outcome instanceof RuleOutcome.Faults f) {
      faults.addAll(f.faults());
    }
    return faults.isEmpty() ? outcome : new RuleOutcome.Faults(faults);
  }

  private static Rule rule(@Nullable String id, RuleNode file) {
    String own = file.optionalText("id");
    if (id == null && own == null && !file.has("id")) {
      file.missing("id", "too-warm");
    } else if (id != null && own != null && !id.equals(own)) {
      file.fault(
          "id", "id-differs", "The rule's id is %s already; leave \"id\" out.".formatted(id));
    }
    Rule rule =
        new Rule(
            id != null ? id : own != null ? own : "",
            file.text("name", "Too warm"),
            file.optionalText("description"),
            file.text("template", "Cooler"),
            new TreeMap<>(file.textMap("where")),
            file.optionalText("group"),
            TriggerReader.read(file),
            clear(file.node("clear")),
            unless(file.node("unless")),
            schedule(file.node("schedule")),
            file.choice("severity", RuleWords.SEVERITIES, null),
            escalations(file),
            file.duration("gap", Rule.USUAL_GAP),
            notification(file.node("notify")),
            file.flag("enabled", true));
    file.end();
    return rule;
  }

  private static @Nullable Clear clear(@Nullable RuleNode node) {
    if (node == null) {
      return null;
    }
    Clear clear =
        new Clear(
            node.text("condition", "\"internalTemperature < 6\""),
            node.duration("for", Duration.ZERO));
    node.end();
    return clear;
  }

  private static @Nullable Unless unless(@Nullable RuleNode node) {
    if (node == null) {
      return null;
    }
    Unless unless =
        new Unless(node.text("condition", "defrosting"), node.duration("settle", Duration.ZERO));
    node.end();
    return unless;
  }

  private static @Nullable Schedule schedule(@Nullable RuleNode node) {
    if (node == null) {
      return null;
    }
    Set<java.time.DayOfWeek> days =
        node.has("days")
            ? new TreeSet<>(node.choices("days", RuleWords.DAYS))
            : Set.of(java.time.DayOfWeek.values());
    Schedule schedule =
        new Schedule(
            days, node.time("from", LocalTime.MIDNIGHT), node.time("until", LocalTime.MIDNIGHT));
    node.end();
    return schedule;
  }

  private static List<Escalation> escalations(RuleNode file) {
    List<Escalation> escalations = new ArrayList<>();
    for (RuleNode node : file.nodes("escalate")) {
      escalations.add(
          new Escalation(
              node.choice("to", RuleWords.SEVERITIES, null),
              node.optionalDuration("after"),
              node.optionalText("condition")));
      node.end();
    }
    return escalations;
  }

  private static Notification notification(@Nullable RuleNode node) {
    Notification usual = Notification.NOBODY;
    if (node == null) {
      return usual;
    }
    Notification notification =
        new Notification(
            node.texts("to"),
            node.duration("digest", usual.digest()),
            schedule(node.node("quietHours")),
            node.optionalDuration("repeat"),
            node.choice("past", RuleWords.PASTS, usual.past()),
            node.duration("pastAfter", usual.pastAfter()));
    node.end();
    return notification;
  }
}
