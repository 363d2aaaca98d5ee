package org.aisle.backend.rules;

import java.util.List;
import org.aisle.backend.registry.PlaceUse;
import org.aisle.backend.registry.PlaceUses;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The rules that name places. */
@Component
@Order(1)
class RulePlaceUses implements PlaceUses {

  private final Rules rules;

  RulePlaceUses(Rules rules) {
    this.rules = rules;
  }

  @Override
  public List<PlaceUse> of(AppId app, String place) {
    return rules.all(app).stream()
        .map(stored -> stored.active().rule())
        .filter(rule -> names(rule, place))
        .map(rule -> new PlaceUse(PlaceUse.Kind.RULE, rule.id(), rule.name()))
        .toList();
  }

  private static boolean names(Rule rule, String place) {
    return rule.trigger() instanceof Geofence fence
        && fence.where() instanceof Where.Places places
        && places.ids().contains(place);
  }
}
