package org.aisle.ui.groups;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Organisation;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.Attribute.Kind;
import org.springframework.stereotype.Component;

/** What the form of a group offers: names for people, and the values there are. */
@Component
class GroupVocabulary {

  static final Attribute TEMPLATE = Attribute.of(Kind.TEMPLATE);

  private static final int MOST_VALUES = 200;

  private final Apps apps;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final Assets assets;
  private final AssetTypeCatalogue assetTypes;

  GroupVocabulary(
      Apps apps,
      DeviceTemplates templates,
      Devices devices,
      Assets assets,
      AssetTypeCatalogue assetTypes) {
    this.apps = apps;
    this.templates = templates;
    this.devices = devices;
    this.assets = assets;
    this.assetTypes = assetTypes;
  }

  /**
   * As of one moment.
   *
   * @param attributes with their names for people, in the order of the form
   * @param values of an attribute by what is written, with their names for people
   */
  record Offer(Map<Attribute, String> attributes, Map<Attribute, Map<String, String>> values) {

    String name(Attribute attribute) {
      return attributes.getOrDefault(attribute, attribute.text());
    }

    Map<String, String> values(Attribute attribute) {
      return values.getOrDefault(attribute, Map.of());
    }
  }

  Offer of(App app) {
    Map<Attribute, String> attributes = new LinkedHashMap<>();
    Map<Attribute, Map<String, String>> values = new LinkedHashMap<>();
    attributes.put(TEMPLATE, "Device template");
    attributes.put(Attribute.of(Kind.PLACE), "Place");
    attributes.put(Attribute.of(Kind.ORGANISATION), "Organisation, with all below");
    Map<String, String> names = new LinkedHashMap<>();
    for (DeviceTemplate template : templates.all(app.id())) {
      names.put(template.id().lastSegment(), template.displayName());
      template
          .properties()
          .forEach(
              p ->
                  attributes.putIfAbsent(
                      Attribute.property(p.field().path()), p.field().displayName()));
    }
    values.put(TEMPLATE, names);
    Map<String, String> places = new LinkedHashMap<>();
    assets.places(app.id()).forEach(place -> places.put(place.id(), place.name()));
    values.put(Attribute.of(Kind.PLACE), places);
    Map<String, String> organisations = new LinkedHashMap<>();
    for (Organisation organisation : apps.organisations(app.id())) {
      organisations.put(organisation.id(), organisation.name());
    }
    values.put(Attribute.of(Kind.ORGANISATION), organisations);
    assetTypes(app, attributes, values);
    ofDevices(app, attributes, values);
    return new Offer(attributes, values);
  }

  private void assetTypes(
      App app, Map<Attribute, String> attributes, Map<Attribute, Map<String, String>> values) {
    List<AssetType> types = assetTypes.all(app.id());
    AssetType.fields(types)
        .forEach(
            field ->
                attributes.put(
                    new Attribute(Kind.ASSET, field.path()), "Asset's " + field.displayName()));
    Map<String, String> names = new LinkedHashMap<>();
    types.forEach(type -> names.put(type.id(), type.name()));
    if (!names.isEmpty()) {
      attributes.put(Attribute.of(Kind.ASSET_TYPE), "Asset type");
      values.put(Attribute.of(Kind.ASSET_TYPE), names);
    }
  }

  private void ofDevices(
      App app, Map<Attribute, String> attributes, Map<Attribute, Map<String, String>> values) {
    attributes.put(Attribute.of(Kind.ENABLED), "Enabled");
    attributes.put(Attribute.of(Kind.SIMULATED), "Simulated");
    attributes.put(Attribute.of(Kind.GATEWAY), "Is a gateway");
    for (Kind kind : List.of(Kind.ENABLED, Kind.SIMULATED, Kind.GATEWAY)) {
      values.put(Attribute.of(kind), new LinkedHashMap<>(Map.of("true", "yes", "false", "no")));
    }
    attributes.put(Attribute.of(Kind.VIA), "Behind the gateway");
    attributes.put(Attribute.of(Kind.NAME), "Name");
    attributes.put(Attribute.of(Kind.DEVICE), "Device id");
    Map<String, String> gateways = new TreeMap<>();
    for (Device device : devices.find(app.id(), null, null)) {
      if (device.gateway()) {
        gateways.put(device.ref().device().value(), device.name());
      }
      device
          .properties()
          .forEach(
              (path, value) -> {
                Map<String, String> known =
                    values.computeIfAbsent(Attribute.property(path), a -> new TreeMap<>());
                if (known.size() < MOST_VALUES && value.length() <= 100) {
                  known.put(value, value);
                }
              });
    }
    values.put(Attribute.of(Kind.VIA), gateways);
  }

  /** All attributes in their order. */
  static List<Attribute> attributes(Offer offer) {
    return new ArrayList<>(offer.attributes().keySet());
  }
}
