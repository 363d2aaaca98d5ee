package org.aisle.templates.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.rule.RuleChecker.Faults;

/**
 * The device groups that a rule may name.
 *
 * @param queries of each group by its id
 * @param open whether there may be others, so that a name that is not among them is no fault
 */
public record KnownGroups(Map<String, Optional<GroupQuery>> queries, boolean open) {

  /** Where it is not known which there are. */
  public static final KnownGroups OPEN = new KnownGroups(Map.of(), true);

  public KnownGroups {
    queries = Map.copyOf(queries);
  }

  /** Those, by id with the texts of their queries. */
  public static KnownGroups of(Map<String, String> texts) {
    Map<String, Optional<GroupQuery>> queries = new TreeMap<>();
    texts.forEach((id, text) -> queries.put(id, query(text)));
    return new KnownGroups(queries, false);
  }

  private static Optional<GroupQuery> query(String text) {
    return switch (GroupQueryReader.read(text, GroupNames.ANY)) {
      case GroupQueryOutcome.Read(GroupQuery query) -> Optional.of(query);
      case GroupQueryOutcome.Faults faults -> Optional.empty();
    };
  }

  /** The query of a group; empty when there is none or it cannot be read. */
  public Optional<GroupQuery> find(String id) {
    return queries.getOrDefault(id, Optional.empty());
  }

  void check(String id, Faults faults) {
    if (open) {
      return;
    }
    if (!queries.containsKey(id)) {
      faults.add(
          "group",
          "group-unknown",
          "There is no device group \"%s\"; make it first, or leave \"group\" out.%s"
              .formatted(Faults.shortened(id), Faults.oneOf(new TreeSet<>(queries.keySet()))));
      return;
    }
    List<String> undated = find(id).map(KnownGroups::undated).orElse(List.of());
    if (!undated.isEmpty()) {
      faults.add(
          "group",
          "group-undated",
          "The group %s asks for %s, of which only the present is known, and a rule also judges what was; name a group without."
              .formatted(id, String.join(" and ", undated)));
    }
  }

  /** What it asks for that has no history. */
  public static List<String> undated(GroupQuery query) {
    return query
        .comparisons()
        .map(GroupQuery.Is::attribute)
        .filter(a -> !a.kind().isDated())
        .map(Attribute::text)
        .distinct()
        .collect(Collectors.toList());
  }
}
