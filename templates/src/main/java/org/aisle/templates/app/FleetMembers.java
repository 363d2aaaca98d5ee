package org.aisle.templates.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.app.Simulation.FaultOutline;
import org.aisle.templates.app.Simulation.Parameter;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.place.Route;
import org.aisle.templates.source.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads the simulated devices of {@code app.yaml}. */
final class FleetMembers {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final ModelNames templates;
  private final Set<String> places = new HashSet<>();
  private final Set<String> routes = new HashSet<>();

  FleetMembers(ModelNames templates, List<Place> places, List<Route> routes) {
    this.templates = templates;
    places.forEach(p -> this.places.add(p.id()));
    routes.forEach(r -> this.routes.add(r.id()));
  }

  List<Member> read(List<Section> sections) {
    List<Member> members = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : sections) {
      members.add(member(section, ids));
      section.end();
    }
    return members;
  }

  private Member member(Section section, Set<String> ids) {
    String device = section.text("device");
    if (!device.isEmpty() && !DeviceId.isValid(device)) {
      section.fault(
          "device",
          "app.id",
          "A device id has 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-'.");
    } else if (!device.isEmpty() && !ids.add(device)) {
      section.fault(
          "device", "app.duplicate", "There are two devices %s; rename one.".formatted(device));
    }
    String template = section.text("template");
    if (!template.isEmpty() && !templates.mayExist(template)) {
      AppFile.unknown(section, "template", "template", template, templates.names());
    }
    String place = section.text("place");
    if (!place.isEmpty() && !places.contains(place)) {
      AppFile.unknown(section, "place", "place", place, places);
    }
    String behaviour = section.text("behaviour");
    if (!behaviour.isEmpty() && !Simulation.behaviours().containsKey(behaviour)) {
      AppFile.unknown(
          section, "behaviour", "behaviour", behaviour, Simulation.behaviours().keySet());
    }
    String asset = section.optionalText("asset");
    boolean attached = section.flag("attached", true);
    if (asset != null && !attached) {
      section.fault(
          "attached", "app.keys-together", "A device has an \"asset\" or is not \"attached\".");
    }
    return new Member(
        device,
        section.text("name"),
        template,
        place,
        behaviour,
        properties(section, template),
        parameters(section, behaviour),
        faults(section, behaviour),
        section.has("interval")
            ? Optional.of(section.duration("interval", SHORTEST_INTERVAL))
            : Optional.empty(),
        asset == null || asset.equals(device) ? null : asset,
        !attached,
        !section.flag("enabled", true));
  }

  /** Parameters of a behaviour; of one that does not exist, any. */
  static Map<String, Double> parameters(Section section, String behaviour) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour);
    return parameters(section, behaviour, outline == null ? null : outline.parameters());
  }

  /** What goes wrong with a device of that behaviour. */
  static List<FaultSpec> faults(Section section, String behaviour) {
    return section.sections("faults").stream().map(fault -> fault(fault, behaviour)).toList();
  }

  private static Map<String, Double> parameters(
      Section section, String owner, @Nullable Map<String, Parameter> known) {
    Map<String, Double> parameters = section.numberMap("parameters");
    if (known == null) {
      return parameters;
    }
    parameters.forEach(
        (name, value) -> {
          Parameter range = known.get(name);
          if (range == null) {
            section.faultIn(
                "parameters",
                name,
                "app.parameter-unknown",
                "%s has no parameter %s; it has %s.%s"
                    .formatted(
                        owner,
                        name,
                        known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known.keySet())),
                        Spelling.hint(name, known.keySet())));
          } else if (!range.contains(value)) {
            section.faultIn(
                "parameters",
                name,
                "app.parameter-range",
                "%s is a number from %s to %s."
                    .formatted(name, Section.plain(range.least()), Section.plain(range.most())));
          }
        });
    return parameters;
  }

  private Map<String, String> properties(Section section, String name) {
    Map<String, String> properties = section.textMap("properties");
    templates.template(name).ifPresent(t -> check(section, t, properties));
    templates.outline(name).ifPresent(o -> check(section, o, properties));
    String route = properties.get("route");
    if (route != null && !routes.isEmpty() && !routes.contains(route)) {
      section.faultIn(
          "properties",
          "route",
          "app.route-unknown",
          "There is no route \"%s\".%s".formatted(route, Spelling.hint(route, routes)));
    }
    return properties;
  }

  private static void check(
      Section section, ModelOutline template, Map<String, String> properties) {
    for (String name : properties.keySet()) {
      if (!template.mayHaveProperty(name)) {
        unknown(section, template.name(), name, template.properties());
      }
    }
  }

  private static void unknown(
      Section section, String template, String property, Collection<String> known) {
    section.misfitIn(
        "properties",
        property,
        "app.property-unknown",
        "%s has no property %s.%s".formatted(template, property, Spelling.hint(property, known)));
  }

  private static void check(
      Section section, DeviceTemplate template, Map<String, String> properties) {
    List<String> known = template.properties().stream().map(p -> p.field().path()).toList();
    properties.forEach(
        (name, value) -> {
          Optional<DeviceTemplate.Property> property = template.property(name);
          if (property.isEmpty()) {
            unknown(section, template.id().lastSegment(), name, known);
          } else if (!FieldText.fits(value, property.get().field())) {
            section.faultIn(
                "properties",
                name,
                "app.property-value",
                "\"%s\" can't be a value of %s; see its schema in the model."
                    .formatted(value, name));
          }
        });
  }

  private static FaultSpec fault(Section section, String behaviour) {
    String kind = section.text("kind");
    Map<String, FaultOutline> known = Simulation.faults(behaviour);
    FaultOutline outline = known.get(kind);
    if (!kind.isEmpty() && outline == null) {
      AppFile.unknown(section, "kind", "fault", kind, known.keySet());
    }
    Duration start = section.optionalDuration("start").orElse(Duration.ZERO);
    Optional<Duration> duration = section.optionalDuration("duration");
    Optional<Duration> every = section.optionalDuration("every");
    if (every.isPresent()
        && (every.get().isZero()
            || duration.isPresent() && duration.get().compareTo(every.get()) > 0)) {
      section.fault(
          "every", "app.fault-overlap", "Make \"every\" longer than the fault's \"duration\".");
    }
    FaultSpec fault =
        new FaultSpec(
            kind,
            start,
            duration,
            every,
            parameters(section, kind, outline == null ? null : outline.parameters()));
    section.end();
    return fault;
  }
}
