package org.aisle.backend.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleChecker;
import org.aisle.templates.rule.RuleFault;
import org.springframework.stereotype.Component;

/** Checks rules against what an app has now: the newest version of its templates, its places. */
@Component
class RuleChecks {

  private final DeviceTemplates templates;
  private final Assets assets;

  RuleChecks(DeviceTemplates templates, Assets assets) {
    this.templates = templates;
    this.assets = assets;
  }

  /** The app's state at one moment. */
  record Against(Map<String, DeviceTemplate> newest, KnownPlaces places) {
    List<RuleFault> faults(Rule rule) {
      return RuleChecker.check(rule, newest.get(rule.template()), places);
    }
  }

  Against now(AppId app) {
    Map<String, DeviceTemplate> newest = new HashMap<>();
    templates.all(app).forEach(t -> newest.put(t.id().lastSegment(), t));
    Map<String, String> kinds = new HashMap<>();
    assets.places(app).forEach(p -> kinds.put(p.id(), p.kind()));
    return new Against(newest, new KnownPlaces(kinds));
  }
}
