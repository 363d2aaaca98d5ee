package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.definition.Derivation.StateMachine;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.DeviceTemplate.Command;
import org.aisle.templates.definition.DeviceTemplate.Property;
import org.aisle.templates.definition.DeviceTemplate.Relationship;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.dtdl.Schema.Quantity;
import org.aisle.templates.dtdl.SemanticTypes.Range;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/** One template's interfaces, components and objects on their way to flat fields. */
final class Flattening {

  private static final Dtmi NAMELESS = new Dtmi("dtmi:nameless;1");

  private final Hierarchy hierarchy;
  private final Problems problems;
  private final List<Field> telemetry = new ArrayList<>();
  private final List<Content.Derived> later = new ArrayList<>();
  private final List<DerivedField> derived = new ArrayList<>();
  private final Map<String, Mapping> promised = new LinkedHashMap<>();
  private final List<Promise> promises = new ArrayList<>();
  private final List<Property> properties = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<Relationship> relationships = new ArrayList<>();
  private final Map<String, String> columns = new HashMap<>();
  private final InterfaceModel root;
  private int visits;

  Flattening(InterfaceModel root, Hierarchy hierarchy, Problems problems) {
    this.root = root;
    this.hierarchy = hierarchy;
    this.problems = problems;
  }

  InterfaceModel root() {
    return root;
  }

  /** Collects the fields; faults are reported, so that {@link #template} is only called without. */
  void run() {
    contents(hierarchy.contentsOf(root.id()), "", null);
    if (columns.size() > Limits.COLUMNS) {
      problems.add(
          "too-many-fields",
          root.spot(),
          "The template needs %,d columns.".formatted(columns.size()),
          "Use at most %,d; split it into several templates.".formatted(Limits.COLUMNS));
    } else {
      derive();
      new Promises(problems, telemetry, derived, properties).read(promised, promises);
    }
  }

  DeviceTemplate template(String dtdl) {
    String displayName = root.label().displayName();
    Dtmi id = new Dtmi(root.id());
    return new DeviceTemplate(
        id,
        displayName == null ? Labels.humanised(id.lastSegment()) : displayName,
        root.label().description(),
        telemetry,
        derived,
        promises,
        properties,
        commands,
        relationships,
        dtdl);
  }

  /** What is inherited comes first, so that the interface's own may build upon it. */
  private void derive() {
    if (later.size() > Limits.DERIVED) {
      problems.add(
          "too-many-derived",
          later.get(Limits.DERIVED).spot(),
          "The template derives %d fields.".formatted(later.size()),
          "Use at most %d.".formatted(Limits.DERIVED));
      return;
    }
    int transitions =
        later.stream()
            .mapToInt(d -> d.derivation() instanceof StateMachine m ? m.transitions().size() : 0)
            .sum();
    if (transitions > Limits.TRANSITIONS) {
      problems.add(
          "too-many-transitions",
          root.spot(),
          "The state machines of the template have %d transitions.".formatted(transitions),
          "Use at most %d.".formatted(Limits.TRANSITIONS));
      return;
    }
    if (later.isEmpty()) {
      return;
    }
    boolean complete = problems.onlyOfDerivations();
    DeviceTemplate measured =
        new DeviceTemplate(
            Dtmi.isValid(root.id()) ? new Dtmi(root.id()) : NAMELESS,
            "",
            null,
            telemetry,
            properties,
            List.of(),
            List.of(),
            "");
    DerivedFields fields = new DerivedFields(measured, problems, complete);
    Set<String> ownNames = new HashSet<>();
    root.contents().forEach(content -> ownNames.add(content.name()));
    for (boolean own : new boolean[] {false, true}) {
      for (Content.Derived content : later) {
        if (ownNames.contains(content.name()) == own) {
          derive(content, fields);
        }
      }
    }
    derived.addAll(fields.derived());
  }

  private void derive(Content.Derived content, DerivedFields fields) {
    switch (content.schema()) {
      case Schema.Broken b -> {}
      case Schema.Group g ->
          problems.add(
              "derived-schema",
              content.source().spotOf("schema"),
              "A derived telemetry is no Object.",
              "Derive each of its fields for itself.");
      case Schema.Leaf l -> {
        String name = content.name();
        Field field =
            field(
                new Leaf(
                    name,
                    joined(null, content.label(), name),
                    content.label().description(),
                    content.quantity(),
                    l),
                false);
        if (free(field, content.spot())) {
          fields.add(content, field);
        }
      }
    }
  }

  private void contents(Collection<Content> contents, String prefix, @Nullable String above) {
    for (Content content : contents) {
      String path = prefix + content.name();
      switch (content) {
        case Content.Telemetry t -> {
          if (t.promise() != null) {
            promised.putIfAbsent(path, t.promise());
          }
          leaves(
              path,
              above,
              t.label(),
              t.quantity(),
              t.schema(),
              t.spot(),
              new Sink() {
                @Override
                public void accept(Leaf leaf) {
                  measured(leaf, t.event(), t.spot());
                }
              });
        }
        case Content.Derived d -> {
          if (d.promise() != null) {
            promised.putIfAbsent(path, d.promise());
          }
          if (prefix.isEmpty()) {
            later.add(d);
          } else {
            problems.add(
                "derived-misplaced",
                d.spot(),
                "%s is derived in a component.".formatted(path),
                "Derive it in the device's own interface, where all fields have their names.");
          }
        }
        case Content.Property p ->
            leaves(
                path,
                above,
                p.label(),
                p.quantity(),
                p.schema(),
                p.spot(),
                new Sink() {
                  @Override
                  public void accept(Leaf leaf) {
                    properties.add(new Property(field(leaf, false), p.writable()));
                  }
                });
        case Content.Command c ->
            commands.add(
                new Command(path, joined(above, c.label(), c.name()), c.request(), c.response()));
        case Content.Relationship r ->
            relationships.add(
                new Relationship(
                    path,
                    joined(above, r.label(), r.name()),
                    r.target() == null ? null : new Dtmi(r.target())));
        case Content.Component c -> {
          if (prefix.isEmpty()) {
            contents(hierarchy.contentsOf(c.target()), path + ".", c.label().displayName());
          }
        }
      }
    }
  }

  private record Leaf(
      String path,
      String displayName,
      @Nullable String description,
      Quantity quantity,
      Schema.Leaf schema) {}

  private interface Sink {
    void accept(Leaf leaf);
  }

  private void leaves(
      String path,
      @Nullable String above,
      Label label,
      Quantity quantity,
      Schema schema,
      Spot spot,
      Sink sink) {
    if (++visits > Limits.VISITS) {
      if (visits == Limits.VISITS + 1) {
        problems.add(
            "too-many-fields",
            spot,
            "The template has more than %,d fields.".formatted(Limits.VISITS),
            "Split it into several templates.");
      }
      return;
    }
    switch (schema) {
      case Schema.Broken b -> {}
      case Schema.Leaf l -> {
        String name = path.substring(path.lastIndexOf('.') + 1);
        sink.accept(new Leaf(path, joined(above, label, name), label.description(), quantity, l));
      }
      case Schema.Group g -> {
        String heading = label.displayName() == null ? above : joined(above, label, "");
        for (Schema.Part part : g.parts()) {
          if (visits > Limits.VISITS) {
            return;
          }
          leaves(
              path + "." + part.name(),
              heading,
              part.label(),
              part.quantity(),
              part.schema(),
              spot,
              sink);
        }
      }
    }
  }

  private static String joined(@Nullable String above, Label label, String name) {
    String own = label.displayName() == null ? Labels.humanised(name) : label.displayName();
    return above == null ? own : above + " " + own;
  }

  private void measured(Leaf leaf, boolean event, Spot spot) {
    Field field = field(leaf, event);
    if (free(field, spot)) {
      telemetry.add(field);
    }
  }

  /** Takes the field's columns; reports those that are taken already. */
  private boolean free(Field field, Spot spot) {
    boolean free = true;
    for (Field.Column column : field.columns()) {
      String other = columns.putIfAbsent(column.name(), field.path());
      boolean reserved = DeviceTemplate.RESERVED_COLUMNS.contains(column.name());
      if (other != null || reserved) {
        free = false;
        problems.add(
            reserved ? "column-reserved" : "column-collision",
            spot,
            "%s needs the column %s, which %s."
                .formatted(
                    field.path(),
                    column.name(),
                    reserved ? "every table has already" : other + " has already"),
            "Rename it.");
      }
    }
    return free;
  }

  private static Field field(Leaf leaf, boolean event) {
    Quantity quantity = leaf.quantity();
    Range range = SemanticTypes.possible(quantity.semanticType(), quantity.unit());
    return new Field(
        leaf.path(),
        leaf.displayName(),
        leaf.description(),
        leaf.schema().type(),
        quantity.unit(),
        quantity.semanticType(),
        event,
        narrower(range.minimum(), quantity.minimum(), true),
        narrower(range.maximum(), quantity.maximum(), false));
  }

  /** The model may believe less than is physically possible, not more. */
  private static @Nullable Double narrower(
      @Nullable Double possible, @Nullable Double believed, boolean minimum) {
    if (possible == null || believed == null) {
      return possible == null ? believed : possible;
    }
    return Double.valueOf(minimum ? Math.max(possible, believed) : Math.min(possible, believed));
  }
}
