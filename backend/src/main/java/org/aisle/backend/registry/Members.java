package org.aisle.backend.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database who is in a group, with one statement for up to twenty groups. */
@Component
class Members {

  private static final int AT_ONCE = 20;

  private final JdbcClient jdbc;
  private final DeviceRows devices;

  Members(JdbcClient jdbc, DeviceRows devices) {
    this.jdbc = jdbc;
    this.devices = devices;
  }

  /** The ids of the devices in each group. */
  Map<String, Set<String>> of(AppId app, List<DeviceGroup> groups) {
    Map<String, Set<String>> members = new HashMap<>();
    for (int from = 0; from < groups.size(); from += AT_ONCE) {
      GroupSql sql = new GroupSql();
      Map<String, String> columns =
          columns(sql, groups.subList(from, Math.min(from + AT_ONCE, groups.size())));
      columns.keySet().forEach(group -> members.put(group, new HashSet<>()));
      if (columns.isEmpty()) {
        continue;
      }
      StringBuilder select = new StringBuilder("select d.id");
      columns.values().forEach(condition -> select.append(", ").append(condition));
      jdbc.sql(GroupSql.WITH + select + GroupSql.FROM)
          .params(sql.values())
          .param("app", app.value())
          .param("now", devices.now())
          .query(
              row -> {
                int column = 2;
                for (String group : columns.keySet()) {
                  if (row.getBoolean(column++)) {
                    members.computeIfAbsent(group, g -> new HashSet<>()).add(row.getString(1));
                  }
                }
              });
    }
    return members;
  }

  /** How many devices are in each group. */
  Map<String, Long> sizes(AppId app, List<DeviceGroup> groups) {
    Map<String, Long> sizes = new HashMap<>();
    for (int from = 0; from < groups.size(); from += AT_ONCE) {
      GroupSql sql = new GroupSql();
      Map<String, String> columns =
          columns(sql, groups.subList(from, Math.min(from + AT_ONCE, groups.size())));
      if (columns.isEmpty()) {
        continue;
      }
      String select =
          columns.values().stream()
              .map("count(*) filter (where %s)"::formatted)
              .collect(java.util.stream.Collectors.joining(", "));
      jdbc.sql(GroupSql.WITH + "select " + select + GroupSql.FROM)
          .params(sql.values())
          .param("app", app.value())
          .param("now", devices.now())
          .query(
              row -> {
                int column = 1;
                for (String group : columns.keySet()) {
                  sizes.put(group, row.getLong(column++));
                }
              });
    }
    return sizes;
  }

  /** By group, the condition of its query; without those that cannot be read. */
  private static Map<String, String> columns(GroupSql sql, List<DeviceGroup> groups) {
    Map<String, String> columns = new LinkedHashMap<>();
    groups.forEach(
        group ->
            query(group.query()).ifPresent(query -> columns.put(group.id(), sql.condition(query))));
    return columns;
  }

  private static Optional<GroupQuery> query(String text) {
    return switch (GroupQueryReader.read(text, GroupNames.ANY)) {
      case GroupQueryOutcome.Read(GroupQuery query) -> Optional.of(query);
      case GroupQueryOutcome.Faults faults -> Optional.empty();
    };
  }

  DeviceGroups.Page page(AppId app, GroupQuery query, int offset, int limit) {
    GroupSql sql = new GroupSql();
    String where = GroupSql.FROM + " and " + sql.condition(query);
    long total =
        jdbc.sql(GroupSql.WITH + "select count(*)" + where)
            .params(sql.values())
            .param("app", app.value())
            .param("now", devices.now())
            .query(Long.class)
            .single();
    List<String> ids =
        jdbc.sql(GroupSql.WITH + "select d.id" + where + " order by d.id offset :from limit :most")
            .params(sql.values())
            .param("app", app.value())
            .param("now", devices.now())
            .param("from", offset)
            .param("most", limit)
            .query((row, number) -> row.getString(1))
            .list();
    return new DeviceGroups.Page(devices.find(app, ids), total);
  }
}
