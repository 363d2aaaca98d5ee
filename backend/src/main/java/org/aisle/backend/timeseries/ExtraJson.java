package org.aisle.backend.timeseries;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.MergedReading.Stamped;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The {@code extra} column: one JSON object of unmodelled names to values, or null for none. */
public final class ExtraJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExtraJson() {}

  static @Nullable String write(SortedMap<String, Stamped> extra) {
    if (extra.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("{");
    extra.forEach(
        (name, stamped) -> {
          if (!(stamped.value() instanceof Value.Tree tree)) {
            throw new IllegalArgumentException("An unmodelled field is kept as JSON: " + name);
          }
          json.append(json.length() > 1 ? "," : "");
          json.append(JSON.writeValueAsString(name)).append(':').append(tree.json());
        });
    return json.append('}').toString();
  }

  /** The same of values without sequence numbers; null for none. */
  static @Nullable String ofTrees(SortedMap<String, Value.Tree> extra) {
    if (extra.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("{");
    extra.forEach(
        (name, tree) -> {
          json.append(json.length() > 1 ? "," : "");
          json.append(JSON.writeValueAsString(name)).append(':').append(tree.json());
        });
    return json.append('}').toString();
  }

  /** The names and values in a column's text, which may be null. */
  public static SortedMap<String, Value.Tree> read(@Nullable String json) {
    if (json == null || json.equals("{}")) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, Value.Tree> extra = new TreeMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(entry -> extra.put(entry.getKey(), CanonicalJson.of(entry.getValue())));
    return extra;
  }
}
