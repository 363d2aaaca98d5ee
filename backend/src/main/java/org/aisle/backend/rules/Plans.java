package org.aisle.backend.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Evaluator.Compiled;
import org.aisle.backend.evaluation.Evaluators;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Prepares evaluators, once per template version and set of rules. Rules come into force here only
 * after the devices they concern were marked to be evaluated. Thread-safe.
 */
@Component
class Plans {

  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);

  private record Key(AppId app, Dtmi template) {}

  private final Apps apps;
  private final EvaluatedRules rules;
  private final AssetTypeCatalogue assetTypes;
  private final Map<AppId, List<Field>> assets = new ConcurrentHashMap<>();
  private final Map<AppId, List<ActiveRule>> inForce = new ConcurrentHashMap<>();
  private final Map<Key, Plan> plans = new ConcurrentHashMap<>();
  private final Set<AppId> outdated = new HashSet<>();
  private final AtomicLong changes = new AtomicLong();
  private long made;
  private volatile boolean stale;

  Plans(Apps apps, EvaluatedRules rules, AssetTypeCatalogue assetTypes) {
    this.apps = apps;
    this.rules = rules;
    this.assetTypes = assetTypes;
  }

  /**
   * What is to be evaluated on devices of that template; the same until rules of the app change.
   *
   * @throws org.springframework.dao.DataAccessException when the rules had to be read and the
   *     database is away
   */
  Plan of(AppId app, DeviceTemplate template) {
    if (stale) {
      refresh();
    }
    Plan known = plans.get(new Key(app, template.id()));
    return known != null ? known : prepare(app, template);
  }

  private synchronized Plan prepare(AppId app, DeviceTemplate template) {
    return plans.computeIfAbsent(new Key(app, template.id()), key -> compile(app, template));
  }

  private Plan compile(AppId app, DeviceTemplate template) {
    List<ActiveRule> mine =
        inForce.computeIfAbsent(app, rules::bringIntoForce).stream()
            .filter(r -> r.rule().template().equals(template.id().lastSegment()))
            .toList();
    List<Field> known = assets.computeIfAbsent(app, this::assets);
    Compiled compiled = Evaluators.compile(template, known, mine);
    compiled
        .broken()
        .forEach(
            (rule, faults) ->
                LOG.warn("The rule {} of {} can't be judged: {}", rule, app, faults.getFirst()));
    Map<String, ActiveRule> sound = new HashMap<>();
    mine.stream()
        .filter(r -> !compiled.broken().containsKey(r.rule().id()))
        .forEach(r -> sound.put(r.rule().id(), r));
    return new Plan(++made, template, compiled.evaluator(), sound, horizon(template, sound));
  }

  private static @Nullable Instant horizon(DeviceTemplate template, Map<String, ActiveRule> rules) {
    if (!template.derived().isEmpty()) {
      return null;
    }
    Instant earliest = Instant.MAX;
    for (ActiveRule rule : rules.values()) {
      Instant first = rule.from();
      if (first == null) {
        return null;
      }
      Instant from = first.minus(rule.rule().gap());
      earliest = from.isBefore(earliest) ? from : earliest;
    }
    return earliest;
  }

  private List<Field> assets(AppId app) {
    return AssetType.fields(assetTypes.all(app));
  }

  /** The rules of the app, or what it knows of assets, may not be what they were. */
  synchronized void outdate(AppId app) {
    outdated.add(app);
    stale = true;
    changed();
  }

  /** What devices are told to be evaluated with may not be what it was. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Another number than before when any device may have another plan. */
  long changes() {
    return changes.get();
  }

  /** Brings changed rules into force. */
  synchronized void refresh() {
    for (AppId app : List.copyOf(outdated)) {
      List<Field> known = assets(app);
      List<ActiveRule> now = rules.bringIntoForce(app);
      boolean same = known.equals(assets.put(app, known));
      if (!now.equals(inForce.put(app, now)) || !same) {
        plans.keySet().removeIf(key -> key.app().equals(app));
      }
      outdated.remove(app);
      changed();
    }
    stale = false;
  }

  /** At the start: every app's rules may have changed while nobody evaluated. */
  synchronized void outdateAll() {
    apps.all().stream().map(App::id).forEach(this::outdate);
  }
}
