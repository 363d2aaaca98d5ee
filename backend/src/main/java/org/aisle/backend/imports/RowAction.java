package org.aisle.backend.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** What one kind of file asks for, row by row. */
interface RowAction {

  /** Before the name of a property. */
  String PROPERTY = "property.";

  /** What a row created; {@code registered} for a device. */
  record Created(@Nullable Registered registered) {}

  /** The columns there may be, beside properties; the first ones must be there. */
  List<String> columns();

  /** How many of the columns must be there. */
  int required();

  /**
   * Does all that the row asks for inside the caller's transaction, or says everything that is
   * wrong; then the caller undoes what was done.
   */
  Outcome<Created> apply(AppId app, Map<String, String> cells);

  /** The cells of columns {@code property.NAME} by name. */
  static Map<String, String> properties(Map<String, String> cells) {
    Map<String, String> properties = new TreeMap<>();
    cells.forEach(
        (column, cell) -> {
          if (column.startsWith(PROPERTY)) {
            properties.put(column.substring(PROPERTY.length()), cell);
          }
        });
    return properties;
  }

  /** What is wrong with the columns of a file; null for nothing. */
  default @Nullable String wrong(List<String> given) {
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(columns());
    unknown.removeIf(c -> c.startsWith(PROPERTY) && c.length() > PROPERTY.length());
    Set<String> missing = new TreeSet<>(columns().subList(0, required()));
    missing.removeAll(given);
    if (unknown.isEmpty() && missing.isEmpty()) {
      return null;
    }
    return "%s%sThe columns are %s, and %sNAME for each property."
        .formatted(
            missing.isEmpty()
                ? ""
                : "There is no column %s. ".formatted(String.join(", ", missing)),
            unknown.isEmpty()
                ? ""
                : "Nothing is known of the column %s. ".formatted(first(unknown)),
            String.join(", ", columns()),
            PROPERTY);
  }

  private static String first(Set<String> names) {
    String name = names.iterator().next().replaceAll("\\p{Cntrl}", " ");
    return name.length() > 60 ? name.substring(0, 60) + "…" : name;
  }
}
