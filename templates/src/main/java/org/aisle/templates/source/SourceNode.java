package org.aisle.templates.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a JSON or YAML document that remembers where it stood. Immutable. */
public sealed interface SourceNode {

  Spot spot();

  /** An object; {@code keys} tells where each key stood. Keeps the order of the document. */
  record Mapping(Spot spot, Map<String, SourceNode> entries, Map<String, Spot> keys)
      implements SourceNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keys = Map.copyOf(keys);
    }

    public @Nullable SourceNode get(String key) {
      return entries.get(key);
    }

    /** The text of that scalar entry; null when it is absent, null or no scalar. */
    public @Nullable String text(String key) {
      return entries.get(key) instanceof Scalar s && s.kind() != Kind.NOTHING ? s.text() : null;
    }

    /** Where the key stands, or the mapping itself when it has no such key. */
    public Spot spotOf(String key) {
      return keys.getOrDefault(key, spot);
    }

    /** A copy in which {@code key} has that value. */
    public Mapping with(String key, SourceNode value) {
      Map<String, SourceNode> changed = new LinkedHashMap<>(entries);
      changed.put(key, value);
      Map<String, Spot> spots = new LinkedHashMap<>(keys);
      spots.putIfAbsent(key, value.spot());
      return new Mapping(spot, changed, spots);
    }
  }

  /** An array. */
  record Sequence(Spot spot, List<SourceNode> items) implements SourceNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A text, number, truth value or null; {@code text} is its literal. */
  record Scalar(Spot spot, Kind kind, String text) implements SourceNode {}

  /** The kinds of scalars. */
  enum Kind {
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    NOTHING
  }

  /** How a person would call this kind of value. */
  default String description() {
    return switch (this) {
      case Mapping m -> "an object";
      case Sequence s -> "a list";
      case Scalar s ->
          switch (s.kind()) {
            case TEXT -> "a text";
            case WHOLE, DECIMAL -> "a number";
            case FLAG -> "true or false";
            case NOTHING -> "nothing (null)";
          };
    };
  }
}
