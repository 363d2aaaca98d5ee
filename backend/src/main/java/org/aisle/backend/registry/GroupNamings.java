package org.aisle.backend.registry;

import java.util.List;
import java.util.stream.Collectors;
import org.aisle.backend.registry.PlaceUse.Kind;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What device groups name in their queries, and thereby keep from being removed. Takes part in the
 * caller's transaction.
 */
@Component
@Order(3)
class GroupNamings implements PlaceUses {

  private static final int MOST_SHOWN = 10;

  private final GroupRows rows;

  GroupNamings(GroupRows rows) {
    this.rows = rows;
  }

  /** The groups whose queries name that, in their order. */
  List<DeviceGroup> naming(AppId app, Attribute.Kind kind, String name) {
    return rows.all(app).stream()
        .map(StoredGroup::group)
        .filter(
            group ->
                GroupQueryReader.read(group.query(), GroupNames.ANY)
                        instanceof GroupQueryOutcome.Read(GroupQuery query)
                    && query.names(kind, name))
        .toList();
  }

  /** Says that the groups, of which there are some, keep something from being removed. */
  static String sentence(String what, List<DeviceGroup> groups) {
    String names =
        groups.stream()
            .limit(MOST_SHOWN)
            .map(group -> Problems.quoted(group.name()))
            .collect(Collectors.joining(", "));
    int more = groups.size() - MOST_SHOWN;
    return "%s is named by the queries of device groups: %s%s. Change or remove those first."
        .formatted(what, names, more > 0 ? " and %,d more".formatted(more) : "");
  }

  @Override
  public List<PlaceUse> of(AppId app, String place) {
    return naming(app, Attribute.Kind.PLACE, place).stream()
        .map(group -> new PlaceUse(Kind.GROUP, group.id(), group.name()))
        .toList();
  }
}
