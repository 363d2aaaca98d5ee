package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * What a faulty model still tells: enough to check the names that other files use, so that a fault
 * in a model neither hides theirs nor drags others along. When in doubt a name counts as known.
 *
 * @param name of the template
 * @param telemetry the names of its measured contents that could be read
 * @param properties the names of its properties that could be read
 * @param others names that could be either, or begin the path of a component's field
 * @param open whether there may be more contents than could be read
 */
record ModelOutline(
    String name, Set<String> telemetry, Set<String> properties, Set<String> others, boolean open) {

  /** The interfaces of a faulty document that have a valid id and contents, in its order. */
  static List<ModelOutline> of(SourceNode root) {
    Map<String, Mapping> byId = new HashMap<>();
    List<Mapping> interfaces = new ArrayList<>();
    for (SourceNode node : root instanceof Sequence s ? s.items() : List.of(root)) {
      if (node instanceof Mapping m && id(m) instanceof String id) {
        byId.putIfAbsent(id, m);
        interfaces.add(m);
      }
    }
    List<ModelOutline> outlines = new ArrayList<>();
    for (Mapping m : interfaces) {
      if (id(m) instanceof String id) {
        Reading reading = new Reading(byId);
        reading.read(m);
        outlines.add(reading.outline(new Dtmi(id).lastSegment()));
      }
    }
    return outlines;
  }

  /** Whether every interface of the document has an outline. */
  static boolean complete(SourceNode root) {
    List<SourceNode> nodes = root instanceof Sequence s ? s.items() : List.of(root);
    return nodes.stream().allMatch(node -> node instanceof Mapping m && id(m) != null);
  }

  boolean mayMeasure(String path) {
    return mayHave(path, telemetry);
  }

  boolean mayHaveProperty(String path) {
    return mayHave(path, properties);
  }

  private boolean mayHave(String path, Set<String> names) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    return open || names.contains(first) || others.contains(first);
  }

  private static @Nullable String id(Mapping m) {
    String id = m.text("@id");
    boolean plain = m.get("contents") instanceof Sequence && m.get("implements") == null;
    return plain && id != null && Dtmi.isValid(id) ? id : null;
  }

  /** One interface with its bases, each looked at once. */
  private static final class Reading {

    private final Map<String, Mapping> byId;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> telemetry = new TreeSet<>();
    private final Set<String> properties = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    private boolean open;

    Reading(Map<String, Mapping> byId) {
      this.byId = byId;
    }

    void read(Mapping start) {
      List<Mapping> waiting = new ArrayList<>(List.of(start));
      while (!waiting.isEmpty()) {
        Mapping m = waiting.removeLast();
        items(m.get("contents")).forEach(this::content);
        for (SourceNode base : items(m.get("extends"))) {
          String id = base instanceof Scalar s ? s.text() : "";
          Mapping target = byId.get(id);
          open |= target == null;
          if (target != null && seen.add(id)) {
            waiting.add(target);
          }
        }
      }
    }

    private void content(SourceNode item) {
      String name = item instanceof Mapping m ? m.text("name") : null;
      if (name == null) {
        open = true;
        return;
      }
      List<String> types =
          items(((Mapping) item).get("@type")).stream()
              .map(type -> type instanceof Scalar s ? s.text() : "")
              .toList();
      if (types.contains("Telemetry")) {
        telemetry.add(name);
      } else if (types.contains("Property") || types.contains("CloudProperty")) {
        properties.add(name);
      } else if (!types.contains("Command") && !types.contains("Relationship")) {
        others.add(name);
      }
    }

    private static List<SourceNode> items(@Nullable SourceNode node) {
      return node == null ? List.of() : node instanceof Sequence s ? s.items() : List.of(node);
    }

    ModelOutline outline(String name) {
      return new ModelOutline(name, telemetry, properties, others, open);
    }
  }
}
