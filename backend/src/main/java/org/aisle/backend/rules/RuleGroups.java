package org.aisle.backend.rules;

import java.util.HashMap;
import java.util.Map;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownGroups;
import org.springframework.stereotype.Component;

/** The device groups of an app as rules see them. */
@Component
class RuleGroups {

  private final Apps apps;

  RuleGroups(Apps apps) {
    this.apps = apps;
  }

  KnownGroups known(AppId app) {
    Map<String, String> queries = new HashMap<>();
    apps.groups(app).forEach(group -> queries.put(group.id(), group.query()));
    return KnownGroups.of(queries);
  }
}
