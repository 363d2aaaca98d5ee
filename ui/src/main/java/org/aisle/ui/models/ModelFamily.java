package org.aisle.ui.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.models.ModelDraft;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.ModelForm;
import org.jspecify.annotations.Nullable;

/**
 * A model with its versions.
 *
 * @param line the model's id without version
 * @param versions the published ones, newest last; empty while there is only a draft
 * @param devices how many devices speak each version; those that none speaks are not in it
 * @param draft the next version, or null
 */
record ModelFamily(
    String line,
    List<DeviceTemplate> versions,
    Map<Dtmi, Integer> devices,
    @Nullable ModelDraft draft) {

  ModelFamily {
    versions = List.copyOf(versions);
    devices = Map.copyOf(devices);
  }

  Optional<DeviceTemplate> newest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  /** As people call it: the newest version's name, or the draft's. */
  String name() {
    String drafted = draft == null ? null : draft.form().map(ModelForm::displayName).orElse(null);
    return newest()
        .map(DeviceTemplate::displayName)
        .orElse(drafted == null ? line.substring(line.lastIndexOf(':') + 1) : drafted);
  }

  int on(DeviceTemplate version) {
    return devices.getOrDefault(version.id(), 0);
  }

  int speakers() {
    return devices.values().stream().mapToInt(Integer::intValue).sum();
  }
}
