package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.app.AppTemplate.Organisation;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.group.GroupFault;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.source.Spelling;

/** Reads the {@code groups} of {@code app.yaml}. */
final class GroupSections {

  private final ModelNames templates;
  private final GroupNames names;

  GroupSections(
      ModelNames templates,
      List<AssetType> assetTypes,
      List<Place> places,
      List<Organisation> organisations) {
    this.templates = templates;
    boolean open = templates.open() || templates.names().isEmpty();
    this.names =
        new GroupNames(
            open ? null : Set.copyOf(templates.names()),
            open || !templates.faulty().isEmpty() ? null : Set.copyOf(templates.properties()),
            AssetType.fields(assetTypes).stream().map(f -> f.path()).collect(Collectors.toSet()),
            assetTypes.stream().map(AssetType::id).collect(Collectors.toSet()),
            places.stream().map(Place::id).collect(Collectors.toSet()),
            organisations.stream().map(Organisation::id).collect(Collectors.toSet()));
  }

  List<DeviceGroup> read(List<Section> sections) {
    List<DeviceGroup> groups = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : sections) {
      String id = AppFile.id(section, ids, "device group");
      groups.add(new DeviceGroup(id, section.text("name"), query(section)));
      section.end();
    }
    return groups;
  }

  /** A query, or the short form in which all properties have a value. */
  private String query(Section section) {
    if (section.has("where") && !section.has("query")) {
      return where(section);
    }
    if (section.has("where")) {
      section.fault(
          "where", "app.group-twice", "A group has \"query\" or \"where\", not both; remove one.");
    }
    String query = section.text("query");
    if (!query.isEmpty()
        && GroupQueryReader.read(query, names) instanceof GroupQueryOutcome.Faults(var faults)) {
      boolean sound =
          GroupQueryReader.read(query, GroupNames.ANY) instanceof GroupQueryOutcome.Read;
      for (GroupFault fault : faults) {
        String sentence =
            "%s (character %d of the query)".formatted(fault.sentence(), fault.column());
        if (sound) {
          section.misfit("query", fault.code(), sentence);
        } else {
          section.fault("query", fault.code(), sentence);
        }
      }
    }
    return query;
  }

  private String where(Section section) {
    Map<String, String> where = new TreeMap<>(section.textMap("where"));
    for (String property : where.keySet()) {
      if (!templates.names().isEmpty() && !templates.mayHaveProperty(property)) {
        section.faultIn(
            "where",
            property,
            "app.property-unknown",
            "No device template has a property %s.%s"
                .formatted(property, Spelling.hint(property, templates.properties())));
      }
    }
    if (where.isEmpty()) {
      section.fault("where", "group.query-empty", "Name a property and its value.");
      return "";
    }
    List<GroupQuery> parts = new ArrayList<>();
    where.forEach((property, value) -> parts.add(GroupQuery.has(property, value)));
    String query = parts.size() == 1 ? parts.getFirst().text() : new GroupQuery.All(parts).text();
    if (GroupQueryReader.read(query, GroupNames.ANY) instanceof GroupQueryOutcome.Faults(var f)) {
      section.fault("where", f.getFirst().code(), f.getFirst().sentence());
    }
    return query;
  }
}
