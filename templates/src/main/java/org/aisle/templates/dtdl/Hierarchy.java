package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.dtdl.InterfaceModel.Base;

/** How the interfaces of a document depend on each other, and what each inherits. */
final class Hierarchy {

  private final Map<String, InterfaceModel> byId;
  private final Problems problems;
  private final Map<String, List<Content>> effective = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Set<String> visiting = new LinkedHashSet<>();

  Hierarchy(Map<String, InterfaceModel> byId, Problems problems) {
    this.byId = byId;
    this.problems = problems;
  }

  /** Checks every reference and computes what each interface inherits. */
  void connect() {
    for (InterfaceModel model : byId.values()) {
      contents(model);
    }
    for (InterfaceModel model : byId.values()) {
      for (Content content : model.contents()) {
        if (content instanceof Content.Component component) {
          checkComponent(component);
        }
      }
    }
  }

  /** Own and inherited contents. */
  Collection<Content> contentsOf(String id) {
    return effective.getOrDefault(id, List.of());
  }

  /** The interfaces that are no other's component or base. */
  List<InterfaceModel> roots() {
    Set<String> parts = new HashSet<>();
    for (InterfaceModel model : byId.values()) {
      model.bases().forEach(base -> parts.add(base.id()));
      for (Content content : model.contents()) {
        if (content instanceof Content.Component component) {
          parts.add(component.target());
        }
      }
    }
    return byId.values().stream()
        .filter(model -> !model.bundled() && !parts.contains(model.id()))
        .toList();
  }

  /** The interface and all that it needs, itself first. */
  List<InterfaceModel> closure(InterfaceModel root) {
    Map<String, InterfaceModel> needed = new LinkedHashMap<>();
    List<String> open = new ArrayList<>(List.of(root.id()));
    while (!open.isEmpty()) {
      InterfaceModel model = byId.get(open.removeFirst());
      if (model != null && needed.putIfAbsent(model.id(), model) == null) {
        model.bases().forEach(base -> open.add(base.id()));
        for (Content content : model.contents()) {
          if (content instanceof Content.Component component) {
            open.add(component.target());
          }
        }
      }
    }
    return List.copyOf(needed.values());
  }

  private List<Content> contents(InterfaceModel model) {
    List<Content> known = effective.get(model.id());
    if (known != null) {
      return known;
    }
    if (!visiting.add(model.id())) {
      problems.add(
          "extends-cycle",
          model.source().spotOf("extends"),
          "The interface extends itself, through %s.".formatted(String.join(", ", visiting)),
          "Break the cycle.");
      return List.of();
    }
    Map<String, Content> all = new LinkedHashMap<>();
    model.contents().forEach(content -> all.put(content.name(), content));
    int depth = 0;
    for (Base base : model.bases()) {
      InterfaceModel target = byId.get(base.id());
      if (target == null) {
        unresolved(base.id(), base.spot(), "extends");
        continue;
      }
      for (Content content : contents(target)) {
        Content other = all.putIfAbsent(content.name(), content);
        if (other != null && !other.spot().equals(content.spot())) {
          problems.add(
              "name-duplicate",
              other.spot(),
              "%s is inherited from %s, too.".formatted(content.name(), base.id()),
              "Rename one of them.");
        }
      }
      depth = Math.max(depth, depths.getOrDefault(base.id(), 0) + 1);
    }
    visiting.remove(model.id());
    if (depth == Limits.EXTENDS_DEPTH + 1) {
      problems.add(
          "extends-too-deep",
          model.source().spotOf("extends"),
          "The interface has more than %d levels of bases.".formatted(Limits.EXTENDS_DEPTH),
          "Merge some of them.");
    }
    int limit = Limits.of(model.version()).contents();
    List<Content> list = List.copyOf(all.values());
    if (list.size() > limit) {
      if (model.contents().size() <= limit) {
        problems.add(
            "too-many-contents",
            model.spot(),
            "The interface has %d contents, inherited ones included.".formatted(list.size()),
            "Use at most %d; move some into components.".formatted(limit));
      }
      list = list.subList(0, limit);
    }
    depths.put(model.id(), depth);
    effective.put(model.id(), list);
    return list;
  }

  private void checkComponent(Content.Component component) {
    InterfaceModel target = byId.get(component.target());
    if (target == null) {
      unresolved(component.target(), component.spot(), "component " + component.name());
      return;
    }
    for (Content content : contentsOf(target.id())) {
      if (content instanceof Content.Component inner) {
        problems.add(
            "component-nested",
            component.spot(),
            "The component %s contains a component itself, %s."
                .formatted(component.name(), inner.name()),
            "Components nest one level deep; use an Object inside it.");
        return;
      }
    }
  }

  private void unresolved(String id, org.aisle.templates.source.Spot spot, String what) {
    problems.add(
        "interface-unresolved",
        spot,
        "There is no interface %s for the %s.".formatted(Problems.quote(id), what),
        "Add it to this document, or correct the id.");
  }
}
