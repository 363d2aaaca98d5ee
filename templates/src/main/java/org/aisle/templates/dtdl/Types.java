package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;

/** What JSON-LD writes as one value or as a list of values. */
final class Types {

  private Types() {}

  /** The texts of {@code @type}. */
  static List<String> of(Mapping element) {
    return texts(element.get("@type"));
  }

  /** One text or a list of them; everything else is left out. */
  static List<String> texts(@org.jspecify.annotations.Nullable SourceNode node) {
    List<String> texts = new ArrayList<>();
    List<SourceNode> items =
        switch (node) {
          case null -> List.of();
          case Sequence s -> s.items();
          case Mapping m -> List.of(m);
          case Scalar s -> List.of(s);
        };
    for (SourceNode item : items) {
      if (item instanceof Scalar s && s.kind() == Kind.TEXT) {
        texts.add(s.text());
      }
    }
    return texts;
  }

  /** The items of a list, or the one value that stands for a list of one. */
  static List<SourceNode> list(Mapping element, String key, Problems problems) {
    SourceNode node = element.get(key);
    return switch (node) {
      case null -> List.of();
      case Sequence s -> s.items();
      case Mapping m -> List.of(m);
      case Scalar s when s.kind() == Kind.NOTHING -> List.of();
      case Scalar s -> {
        problems.add(
            "list-expected",
            s.spot(),
            "\"%s\" is %s.".formatted(key, s.description()),
            "Write a list of objects.");
        yield List.of();
      }
    };
  }
}
