package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The devices of one table with the number of their group. */
record Members(
    Measure measure, @Nullable String state, List<String> devices, List<Integer> groups) {

  /** Those asked for that are known, by their tables. */
  static Map<TableName, Members> of(Asked asked, DeviceDirectory directory) {
    Map<TableName, Members> tables = new TreeMap<>();
    Map<DeviceTemplate, Optional<Members>> known = new IdentityHashMap<>();
    for (int group = 0; group < asked.groups().size(); group++) {
      for (DeviceRef device : asked.groups().get(group)) {
        DeviceTemplate template = directory.device(device).map(KnownDevice::template).orElse(null);
        if (template != null && device.app().equals(asked.app())) {
          Members members =
              known.computeIfAbsent(template, t -> nobody(asked, t, tables)).orElse(null);
          if (members != null) {
            members.devices.add(device.device().value());
            members.groups.add(group);
          }
        }
      }
    }
    return tables;
  }

  /** Of the template's table, without a device yet; empty when it has not one such number. */
  private static Optional<Members> nobody(
      Asked asked, DeviceTemplate template, Map<TableName, Members> tables) {
    List<Measure> measures = Measure.of(template, asked.field());
    if (measures.size() != 1) {
      return Optional.empty();
    }
    Measure measure = measures.getFirst();
    return Optional.of(
        tables.computeIfAbsent(
            measure.table(asked.app(), template),
            table ->
                new Members(
                    measure,
                    state(template, measure, asked.by()),
                    new ArrayList<>(),
                    new ArrayList<>())));
  }

  /** The column of a state in the same table; null where there is none. */
  private static @Nullable String state(
      DeviceTemplate template, Measure measure, @Nullable String path) {
    Field field = path == null ? null : template.field(path).orElse(null);
    if (field == null
        || !(field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice)
        || template.derived(field.path()).isPresent() != measure.derived()) {
      return null;
    }
    return "t." + TableName.quoted(field.columns().getFirst().name()) + "::text";
  }
}
