package org.aisle.backend.rules;

import java.util.List;
import java.util.stream.Stream;
import org.aisle.backend.registry.GroupUses;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.springframework.stereotype.Component;

/** Which rules are for devices of a group, enabled or not. */
@Component
class RuleGroupUses implements GroupUses {

  private final RuleRows rows;

  RuleGroupUses(RuleRows rows) {
    this.rows = rows;
  }

  @Override
  public List<Use> of(AppId app) {
    return rows.all(app).stream()
        .map(row -> row.active().rule())
        .flatMap(RuleGroupUses::use)
        .toList();
  }

  private static Stream<Use> use(Rule rule) {
    String group = rule.group();
    return group == null
        ? Stream.empty()
        : Stream.of(new Use(group, "rule", rule.id(), rule.name(), true));
  }
}
