package org.aisle.templates.app;

import org.aisle.templates.dashboard.Dashboard;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes dashboards in the shape of their files: what {@link DashboardReader} reads from it equals
 * what was written. What has its usual value is left out. Thread-safe.
 */
public final class DashboardJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DashboardJson() {}

  /** A file for an app template; its name, not its content, is the dashboard's id. */
  public static String yaml(Dashboard dashboard) {
    return YamlText.of(tree(dashboard));
  }

  /** As {@link #yaml(Dashboard)}, of a tree that may have faults. */
  public static String yaml(ObjectNode tree) {
    return YamlText.of(tree);
  }

  /** One line of JSON. */
  public static String write(ObjectNode tree) {
    return JSON.writeValueAsString(tree);
  }

  /** A dashboard as its file has it, not yet as text. */
  public static ObjectNode tree(Dashboard dashboard) {
    return TileText.of(dashboard);
  }
}
