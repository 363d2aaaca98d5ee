package org.aisle.templates.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/** Finds where in a document a fault stands. */
public final class RuleSpots {

  private static final Pattern INDEX = Pattern.compile("(.*)\\[([0-9]{1,6})]");

  private RuleSpots() {}

  /** Where the value of a {@link RuleFault#key} stands, or the closest there is above it. */
  public static Spot of(SourceNode root, String key) {
    if (key.isEmpty() || !(root instanceof Mapping m)) {
      return root.spot();
    }
    if (m.get(key) != null) {
      return end(m, key);
    }
    for (int dot = key.lastIndexOf('.'); dot >= 0; dot = key.lastIndexOf('.', dot - 1)) {
      SourceNode inner = step(m, key.substring(0, dot));
      if (inner != null) {
        return of(inner, key.substring(dot + 1));
      }
      if (dot == 0) {
        break;
      }
    }
    SourceNode last = step(m, key);
    return last == null ? m.spot() : last.spot();
  }

  private static @Nullable SourceNode step(Mapping m, String key) {
    if (m.get(key) != null) {
      return m.get(key);
    }
    Matcher indexed = INDEX.matcher(key);
    if (indexed.matches() && m.get(indexed.group(1)) instanceof Sequence s) {
      int index = Integer.parseInt(indexed.group(2));
      return index < s.items().size() ? s.items().get(index) : s;
    }
    return null;
  }

  private static Spot end(Mapping m, String key) {
    return m.get(key) instanceof Scalar s ? s.spot() : m.spotOf(key);
  }
}
