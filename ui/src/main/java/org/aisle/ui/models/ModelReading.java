package org.aisle.ui.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.springframework.stereotype.Component;

/** Reads the models of an app with what belongs to them. */
@Component
class ModelReading {

  private final DeviceTemplates templates;
  private final Devices devices;
  private final ModelDrafts drafts;

  ModelReading(DeviceTemplates templates, Devices devices, ModelDrafts drafts) {
    this.templates = templates;
    this.devices = devices;
    this.drafts = drafts;
  }

  ModelDrafts drafts() {
    return drafts;
  }

  /** By name. */
  List<ModelFamily> all(App app) {
    Map<String, List<DeviceTemplate>> versions = new TreeMap<>();
    for (DeviceTemplate template : templates.all(app.id())) {
      versions.computeIfAbsent(template.id().line(), line -> new ArrayList<>()).add(template);
    }
    Map<String, ModelDraft> drafted = new HashMap<>();
    for (ModelDraft draft : drafts.all(app.id())) {
      drafted.put(draft.line(), draft);
      versions.computeIfAbsent(draft.line(), line -> new ArrayList<>());
    }
    Map<String, Map<Dtmi, Integer>> speakers = new HashMap<>();
    for (Device device : devices.find(app.id(), null, null)) {
      speakers
          .computeIfAbsent(device.template().line(), line -> new HashMap<>())
          .merge(device.template(), 1, Integer::sum);
    }
    return versions.entrySet().stream()
        .map(
            e ->
                new ModelFamily(
                    e.getKey(),
                    e.getValue(),
                    speakers.getOrDefault(e.getKey(), Map.of()),
                    drafted.get(e.getKey())))
        .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
        .toList();
  }

  /** Empty when neither a version nor a draft of it exists. */
  Optional<ModelFamily> one(App app, String line) {
    return all(app).stream().filter(family -> family.line().equals(line)).findFirst();
  }
}
