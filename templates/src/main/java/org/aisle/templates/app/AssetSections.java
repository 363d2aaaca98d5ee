package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypeOutcome;
import org.aisle.templates.asset.AssetTypeOutcome.Fault;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.source.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads {@code assetTypes} and {@code assets} of {@code app.yaml}. */
record AssetSections(Section file) {

  List<AssetType> types() {
    List<AssetType> types = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : file.sections("assetTypes")) {
      String id = AppFile.id(section, ids, "asset type");
      String name = section.text("name");
      List<Section> sections = section.sections("properties");
      List<PropertyDraft> drafts = sections.stream().map(AssetSections::draft).toList();
      section.end();
      if (id.isEmpty() || name.isEmpty()) {
        continue;
      }
      switch (AssetTypes.read(id, name, drafts)) {
        case AssetTypeOutcome.Read(AssetType type) -> types.add(type);
        case AssetTypeOutcome.Faults(List<Fault> faults) ->
            faults.forEach(fault -> report(section, sections, fault));
      }
    }
    AssetTypes.clashes(types)
        .forEach(sentence -> file.fault("assetTypes", "app.asset-type-clash", sentence));
    return types;
  }

  private static PropertyDraft draft(Section section) {
    PropertyDraft draft =
        new PropertyDraft(
            section.text("name"),
            section.optionalText("displayName"),
            section.optionalText("description"),
            section.text("schema"),
            section.optionalText("semanticType"),
            section.optionalText("unit"),
            section.texts("values"));
    section.end();
    return draft;
  }

  private static void report(Section type, List<Section> properties, Fault fault) {
    boolean ofType = fault.property() < 0 || fault.property() >= properties.size();
    Section at = ofType ? type : properties.get(fault.property());
    at.fault(ofType ? "id" : "name", "app." + fault.code().replace('.', '-'), fault.sentence());
  }

  List<SeededAsset> seeded(List<AssetType> types, List<Member> members) {
    List<SeededAsset> assets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> devices = members.stream().map(Member::device).toList();
    for (Section section : file.sections("assets")) {
      String device = section.text("device");
      if (!device.isEmpty() && !devices.contains(device)) {
        section.fault(
            "device",
            "app.device-unknown",
            "No simulated device is called %s.%s"
                .formatted(device, Spelling.hint(device, devices)));
      } else if (!device.isEmpty() && !seen.add(device)) {
        section.fault("device", "app.duplicate", "%s stands here twice.".formatted(device));
      }
      String word = section.text("type");
      AssetType type = named(types, word);
      Map<String, String> properties = section.textMap("properties");
      if (type != null) {
        check(section, type, properties);
      } else if (!word.isEmpty()) {
        List<String> ids = types.stream().map(AssetType::id).toList();
        AppFile.unknown(section, "type", "asset type", word, ids);
      }
      assets.add(new SeededAsset(device, word, properties));
      section.end();
    }
    return assets;
  }

  private static @Nullable AssetType named(List<AssetType> types, String id) {
    Optional<AssetType> found = types.stream().filter(t -> t.id().equals(id)).findFirst();
    return found.orElse(null);
  }

  private static void check(Section section, AssetType type, Map<String, String> properties) {
    List<String> known = type.fields().stream().map(f -> f.path()).toList();
    for (String property : properties.keySet()) {
      if (!known.contains(property)) {
        section.faultIn(
            "properties",
            property,
            "app.property-unknown",
            "%s has no property %s.%s"
                .formatted(type.name(), property, Spelling.hint(property, known)));
      }
    }
  }
}
