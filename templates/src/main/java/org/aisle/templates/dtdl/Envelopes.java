package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Finds the interfaces of a document: one, a list of them, IoT Central's device model export, or
 * the capability model of DTDL's preview. Interfaces written inside others are lifted out and
 * replaced by their ids.
 */
final class Envelopes {

  /**
   * An interface as declared.
   *
   * @param version of DTDL: 2, 3 or 4
   * @param combined whether it stands for a capability model, which may have many bases
   */
  record Declared(Mapping source, int version, boolean combined) {}

  private final Problems problems;
  private final List<Declared> found = new ArrayList<>();

  Envelopes(Problems problems) {
    this.problems = problems;
  }

  List<Declared> interfaces(SourceNode root) {
    List<SourceNode> items = root instanceof Sequence s ? s.items() : List.of(root);
    if (items.isEmpty()) {
      problems.add("empty", root.spot(), "There is no interface.", "Add one.");
    }
    for (SourceNode item : items) {
      if (item instanceof Mapping m) {
        open(m, null);
      } else {
        notAnInterface(item);
      }
    }
    return found;
  }

  private void notAnInterface(SourceNode node) {
    problems.add(
        "not-an-interface",
        node.spot(),
        "This is no DTDL interface.",
        "A model is an object with \"@type\": \"Interface\", or a list of them.");
  }

  /** Returns the id under which the interface can be referred to, or null without a usable one. */
  private @Nullable String open(Mapping m, @Nullable Integer inherited) {
    if (m.get("capabilityModel") instanceof Mapping model) {
      return open(withCloudProperties(model, m.get("solutionModel")), version(m, inherited, true));
    }
    if (found.size() >= Limits.INTERFACES) {
      problems.add(
          "too-many-interfaces",
          m.spot(),
          "The document has more than %d interfaces.".formatted(Limits.INTERFACES),
          "Split it into several documents.");
      return m.text("@id");
    }
    boolean combined = m.get("implements") != null;
    if (!combined && !Types.of(m).contains("Interface")) {
      notAnInterface(m);
      return m.text("@id");
    }
    int version = version(m, inherited, false);
    int place = found.size();
    found.add(new Declared(m, version, combined));
    found.set(place, new Declared(lift(combined ? combined(m) : m, version), version, combined));
    return m.text("@id");
  }

  /** An interface that extends all that the capability model implements. */
  private Mapping combined(Mapping model) {
    List<SourceNode> bases = new ArrayList<>();
    for (SourceNode item : Types.list(model, "implements", problems)) {
      if (item instanceof Mapping instance && instance.get("schema") instanceof SourceNode schema) {
        bases.add(schema);
      } else {
        problems.add(
            "implements-invalid",
            item.spot(),
            "An entry of \"implements\" is an object with a \"schema\".",
            "Name the interface there.");
      }
    }
    return model.with("extends", new Sequence(model.spotOf("implements"), bases));
  }

  private static Mapping withCloudProperties(Mapping model, @Nullable SourceNode solution) {
    if (!(solution instanceof Mapping m) || !(m.get("cloudProperties") instanceof Sequence cloud)) {
      return model;
    }
    List<SourceNode> contents = new ArrayList<>();
    if (model.get("contents") instanceof Sequence own) {
      contents.addAll(own.items());
    }
    contents.addAll(cloud.items());
    return model.with("contents", new Sequence(model.spotOf("contents"), contents));
  }

  private Mapping lift(Mapping m, int version) {
    Mapping lifted = m;
    if (m.get("extends") instanceof SourceNode bases) {
      lifted = lifted.with("extends", liftAll(bases, version));
    }
    if (m.get("contents") instanceof Sequence contents) {
      List<SourceNode> items = new ArrayList<>();
      for (SourceNode item : contents.items()) {
        items.add(
            item instanceof Mapping c
                    && Types.of(c).contains("Component")
                    && c.get("schema") instanceof SourceNode schema
                ? c.with("schema", liftAll(schema, version))
                : item);
      }
      lifted = lifted.with("contents", new Sequence(contents.spot(), items));
    }
    return lifted;
  }

  private SourceNode liftAll(SourceNode node, int version) {
    return switch (node) {
      case Sequence s ->
          new Sequence(s.spot(), s.items().stream().map(i -> liftAll(i, version)).toList());
      case Mapping m when m.entries().size() == 1 && m.get("@id") instanceof Scalar id -> id;
      case Mapping m -> {
        String id = open(m, version);
        yield id == null ? m : new Scalar(m.spotOf("@id"), Kind.TEXT, id);
      }
      case Scalar s -> s;
    };
  }

  private int version(Mapping m, @Nullable Integer inherited, boolean optional) {
    List<String> contexts = Types.texts(m.get("@context"));
    for (String context : contexts) {
      if (context.startsWith("dtmi:dtdl:context;")) {
        String version = context.substring("dtmi:dtdl:context;".length());
        switch (version) {
          case "2", "3", "4" -> {
            return Integer.parseInt(version);
          }
          default ->
              problems.add(
                  "context-unknown",
                  m.spotOf("@context"),
                  "DTDL version %s is not known.".formatted(Problems.quote(version)),
                  "Use dtmi:dtdl:context;2 or dtmi:dtdl:context;3.");
        }
        return 3;
      }
      if (context.contains("azureiot.com/v1/contexts")) {
        return 2;
      }
    }
    if (inherited != null) {
      return inherited;
    }
    if (!optional) {
      problems.add(
          "context-missing",
          m.spotOf("@context"),
          "The interface does not say which DTDL it is written in.",
          "Add \"@context\": \"dtmi:dtdl:context;2\" (or ;3).");
    }
    return 2;
  }

  /**
   * The same as an interface that stands for itself: with a context, and no envelope. One with more
   * bases than v2 allows is called v3.
   */
  static Mapping asInterface(InterfaceModel model) {
    Mapping m = model.source();
    boolean later = model.version() <= 2 && model.bases().size() > Limits.of(2).bases();
    Map<String, SourceNode> entries = new LinkedHashMap<>();
    if (later || Types.texts(m.get("@context")).stream().noneMatch(Envelopes::isDtdl)) {
      entries.put("@context", text(m, "dtmi:dtdl:context;" + (later ? 3 : model.version())));
    }
    m.entries().forEach(entries::putIfAbsent);
    entries.remove("implements");
    entries.put("@type", text(m, "Interface"));
    return new Mapping(m.spot(), entries, m.keys());
  }

  private static boolean isDtdl(String context) {
    return context.startsWith("dtmi:dtdl:context;");
  }

  private static Scalar text(Mapping m, String text) {
    return new Scalar(m.spot(), Kind.TEXT, text);
  }
}
