package org.aisle.backend.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleChecker;
import org.aisle.templates.rule.RuleFault;
import org.springframework.stereotype.Component;

/**
 * Checks rules against what an app has now: the newest version of its templates, its places, its
 * destinations, what it knows of assets.
 */
@Component
class RuleChecks {

  private static final int MOST_SHOWN = 20;

  private final DeviceTemplates templates;
  private final Assets assets;
  private final AssetTypeCatalogue assetTypes;
  private final KnownDestinations destinations;
  private final RuleGroups groups;

  RuleChecks(
      DeviceTemplates templates,
      Assets assets,
      AssetTypeCatalogue assetTypes,
      KnownDestinations destinations,
      RuleGroups groups) {
    this.templates = templates;
    this.assets = assets;
    this.assetTypes = assetTypes;
    this.destinations = destinations;
    this.groups = groups;
  }

  /** The app's state at one moment. */
  record Against(
      Map<String, DeviceTemplate> newest,
      KnownPlaces places,
      List<Field> assets,
      KnownGroups groups,
      Set<String> destinations) {
    /** As if that version were the newest of its template. */
    Against with(DeviceTemplate template) {
      Map<String, DeviceTemplate> other = new HashMap<>(newest);
      other.put(template.id().lastSegment(), template);
      return new Against(other, places, assets, groups, destinations);
    }

    List<RuleFault> faults(Rule rule) {
      List<RuleFault> faults =
          new ArrayList<>(
              RuleChecker.check(rule, newest.get(rule.template()), places, assets, groups));
      faults.addAll(unheard(rule));
      return List.copyOf(faults);
    }

    /** A rule that is switched off tells nobody, so it may name whom it likes. */
    private List<RuleFault> unheard(Rule rule) {
      List<String> to = rule.notification().to();
      if (!rule.enabled() || to.size() > MOST_SHOWN) {
        return List.of();
      }
      List<RuleFault> faults = new ArrayList<>();
      for (int i = 0; i < to.size(); i++) {
        String id = to.get(i);
        if (RuleChecker.ID.matcher(id).matches()
            && !destinations.contains(id)
            && to.indexOf(id) == i) {
          faults.add(new RuleFault("notify.to[" + i + "]", StoredRule.UNHEARD, sentence(id)));
        }
      }
      return faults;
    }

    private String sentence(String id) {
      return "There is no destination %s; make it first, or take it out of the rule.%s"
          .formatted(
              id,
              destinations.isEmpty() || destinations.size() > MOST_SHOWN
                  ? ""
                  : " There is: %s.".formatted(String.join(", ", new TreeSet<>(destinations))));
    }
  }

  Against now(AppId app) {
    Map<String, DeviceTemplate> newest = new HashMap<>();
    templates.all(app).forEach(t -> newest.put(t.id().lastSegment(), t));
    Map<String, String> kinds = new HashMap<>();
    assets.places(app).forEach(p -> kinds.put(p.id(), p.kind()));
    return new Against(
        newest,
        new KnownPlaces(kinds),
        AssetType.fields(assetTypes.all(app)),
        groups.known(app),
        destinations.of(app));
  }
}
