package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypeOutcome;
import org.aisle.templates.asset.AssetTypeOutcome.Fault;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;

/** Reads {@code assetTypes} of {@code app.yaml}. */
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
}
