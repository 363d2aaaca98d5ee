package org.aisle.ui.rules;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.notification.Destinations;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.backend.rules.Rules;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.aisle.ui.format.ValueFormat;
import org.springframework.stereotype.Component;

/** Rules together with what they may speak of and what came of them. Thread-safe. */
@Component
class RuleReading {

  private final Rules rules;
  private final Alerts alerts;
  private final Destinations destinations;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final Assets assets;
  private final AssetTypeCatalogue assetTypes;
  private final DeviceGroups groups;

  RuleReading(
      Rules rules,
      Alerts alerts,
      Destinations destinations,
      DeviceTemplates templates,
      Devices devices,
      Assets assets,
      AssetTypeCatalogue assetTypes,
      DeviceGroups groups) {
    this.rules = rules;
    this.alerts = alerts;
    this.destinations = destinations;
    this.templates = templates;
    this.devices = devices;
    this.assets = assets;
    this.assetTypes = assetTypes;
    this.groups = groups;
  }

  Rules rules() {
    return rules;
  }

  RuleScope scope(App app) {
    return new RuleScope(
        templates.all(app.id()),
        AssetType.fields(assetTypes.all(app.id())),
        assets.places(app.id()),
        destinations.all(app.id()),
        groups.all(app.id()).stream().map(StoredGroup::group).toList(),
        ValueFormat.ofReader(app.zone()));
  }

  /** Everything that keeps a rule from being saved; of a new one also that its id is taken. */
  List<RuleFault> check(AppId app, Rule rule, boolean isNew) {
    List<RuleFault> faults = new ArrayList<>(rules.check(app, rule));
    if (isNew && (rule.id().equals(RuleView.NEW) || rules.find(app, rule.id()).isPresent())) {
      faults.add(
          new RuleFault("id", "rule.exists", "Choose another id: this one is taken already."));
    }
    return faults;
  }

  long open(AppId app, String rule) {
    AlertQuery open = AlertQuery.OPEN;
    return alerts.count(
        app,
        new AlertQuery(
            open.states(), null, rule, null, null, null, null, null, false, false, 0, 1));
  }

  String deviceName(DeviceRef device) {
    return devices.find(device).map(Device::name).orElse(device.device().value());
  }
}
