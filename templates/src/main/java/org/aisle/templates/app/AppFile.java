package org.aisle.templates.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.app.AppTemplate.Fleet;
import org.aisle.templates.app.AppTemplate.Organisation;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.PlaceText;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.source.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads {@code app.yaml}. */
final class AppFile {

  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5}");

  private final Section file;
  private final ModelNames templates;
  private final Set<String> pictures;

  /**
   * @param pictures the names of those in {@code images/}
   */
  AppFile(Section file, ModelNames templates, Set<String> pictures) {
    this.file = file;
    this.templates = templates;
    this.pictures = pictures;
  }

  /** The app template as far as it could be read; it is only used when there is no fault. */
  AppTemplate read(String id, List<Dashboard> dashboards) {
    String version = file.text("version");
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      file.fault("version", "app.version", "A version looks like 1.0.0; put it in quotes.");
    }
    String name = file.text("name");
    String persona = file.text("persona");
    String story = file.text("story");
    ZoneId zone = zone();
    Theme theme = theme();
    List<Organisation> organisations = organisations();
    List<Place> places = places(organisations);
    List<Route> routes = new RouteSections(places).read(file.sections("routes"));
    Fleet fleet = fleet(places, routes);
    List<AssetType> assetTypes = new AssetSections(file).types();
    List<DeviceGroup> groups =
        new GroupSections(templates, assetTypes, places, organisations)
            .read(file.sections("groups"));
    List<SeededAsset> assets =
        new SeededAssets(file, templates, assetTypes, places).read(fleet.members());
    file.end();
    return new AppTemplate(
        id,
        version,
        name,
        persona,
        story,
        zone,
        templates.sound(),
        organisations,
        places,
        groups,
        assetTypes,
        assets,
        fleet,
        dashboards,
        List.of(),
        List.of(),
        theme,
        List.of(),
        routes);
  }

  private ZoneId zone() {
    String zone = file.text("zone");
    try {
      if (!zone.isEmpty()) {
        return ZoneId.of(zone);
      }
    } catch (DateTimeException e) {
      file.fault("zone", "app.zone", "\"zone\" is an IANA time zone such as Europe/Berlin.");
    }
    return java.time.ZoneOffset.UTC;
  }

  private Theme theme() {
    Section theme = file.section("theme");
    if (theme == null) {
      return new Theme("#1f6feb", "app");
    }
    String accent = theme.text("accent");
    if (!accent.isEmpty() && !COLOUR.matcher(accent).matches()) {
      theme.fault("accent", "app.colour", "A colour looks like \"#1f6feb\"; put it in quotes.");
    }
    String icon = theme.text("icon");
    String logo = theme.optionalText("logo");
    if (logo != null && !pictures.contains(logo)) {
      unknown(theme, "logo", "picture", logo, pictures);
    }
    theme.end();
    return new Theme(accent, icon, logo);
  }

  private List<Organisation> organisations() {
    List<Organisation> organisations = new ArrayList<>();
    List<Section> sections = file.sections("organisations");
    Map<String, String> parents = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (Section section : sections) {
      String id = id(section, ids, "organisation");
      String parent = section.optionalText("parent");
      parents.put(id, parent == null ? "" : parent);
      organisations.add(new Organisation(id, section.text("name"), parent));
      section.end();
    }
    for (Section section : sections) {
      String parent = section.optionalText("parent");
      if (parent != null && !parents.containsKey(parent)) {
        unknown(section, "parent", "organisation", parent, parents.keySet());
      } else if (parent != null && cyclic(parent, parents)) {
        section.fault(
            "parent", "app.organisation-cycle", "The organisations form a cycle; break it.");
      }
    }
    return organisations;
  }

  private static boolean cyclic(String start, Map<String, String> parents) {
    Set<String> seen = new HashSet<>();
    String at = start;
    while (!at.isEmpty()) {
      if (!seen.add(at)) {
        return true;
      }
      at = parents.getOrDefault(at, "");
    }
    return false;
  }

  private List<Place> places(List<Organisation> organisations) {
    Set<String> known = new HashSet<>();
    organisations.forEach(o -> known.add(o.id()));
    List<Place> places = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : file.sections("places")) {
      String id = placeId(section, ids);
      String organisation = section.optionalText("organisation");
      if (organisation != null && !known.contains(organisation)) {
        unknown(section, "organisation", "organisation", organisation, known);
      }
      String kind = section.text("kind");
      if (!kind.isEmpty() && !PlaceText.isKind(kind)) {
        section.fault("kind", "app.kind-of-place", PlaceText.KIND);
      }
      String name = section.text("name");
      Shape.Polygon outline = section.has("outline") ? outline(section) : null;
      Shape.Circle circle = circle(section, outline);
      places.add(
          new Place(
              id,
              name,
              organisation,
              kind,
              circle.centre().lat(),
              circle.centre().lon(),
              circle.radiusMetres(),
              section.optionalText("address"),
              outline == null ? List.of() : outline.corners()));
      section.end();
    }
    return places;
  }

  /** What a place may be called over REST, it may be called here. */
  private static String placeId(Section section, Set<String> taken) {
    String id = section.text("id");
    if (!id.isEmpty() && !DeviceId.isValid(id)) {
      section.fault(
          "id",
          "app.id",
          "A place's id has 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-'.");
    } else if (!taken.add(id) && !id.isEmpty()) {
      section.fault("id", "app.duplicate", "Two places have the id %s; rename one.".formatted(id));
    }
    return id;
  }

  private static Shape.@Nullable Polygon outline(Section section) {
    List<GeoPosition> corners = section.positions("outline");
    if (corners == null) {
      return null;
    }
    Shape.Polygon outline = new Shape.Polygon(corners);
    List<ShapeFault> faults = Shapes.check(outline);
    for (ShapeFault fault : faults) {
      section.fault("outline", "app." + fault.code().replace('.', '-'), fault.sentence());
    }
    return faults.isEmpty() ? outline : null;
  }

  /** What the place says; where it has an outline, what it leaves out follows from that. */
  private static Shape.Circle circle(Section section, Shape.@Nullable Polygon outline) {
    Shape.Circle around = outline == null ? null : Shapes.around(outline);
    boolean given = around == null && !section.has("outline");
    double lat =
        given || section.has("lat")
            ? section.number("lat", -90, 90)
            : around == null ? 0 : around.centre().lat();
    double lon =
        given || section.has("lon")
            ? section.number("lon", -180, 180)
            : around == null ? 0 : around.centre().lon();
    double radius =
        given || section.has("radiusMetres")
            ? radius(section)
            : around == null
                ? 1
                : Math.clamp(Math.ceil(around.radiusMetres()), 1, PlaceText.MOST_RADIUS_METRES);
    return new Shape.Circle(new GeoPosition(lat, lon), radius);
  }

  private static double radius(Section section) {
    double radius = section.number("radiusMetres", 0, PlaceText.MOST_RADIUS_METRES);
    if (section.has("radiusMetres") && radius == 0) {
      section.fault(
          "radiusMetres", "app.number-range", "\"radiusMetres\" is a number greater than 0.");
    }
    return radius;
  }

  private Fleet fleet(List<Place> places, List<Route> routes) {
    Section section = file.section("fleet");
    if (section == null) {
      return new Fleet(1, Duration.ofSeconds(10), List.of());
    }
    int seed = section.whole("seed", 0, Integer.MAX_VALUE, 1);
    Duration interval = section.duration("interval", Duration.ofSeconds(1));
    FleetMembers members = new FleetMembers(templates, places, routes);
    Fleet fleet = new Fleet(seed, interval, members.read(section.sections("devices")));
    section.end();
    return fleet;
  }

  /** Reads a new id and reports one that is malformed or taken; adds it to {@code taken}. */
  static String id(Section section, Set<String> taken, String what) {
    String id = section.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      section.fault(
          "id", "app.id", "An id has at most 63 characters a-z, 0-9 or '-', a letter first.");
    } else if (!taken.add(id) && !id.isEmpty()) {
      section.fault(
          "id", "app.duplicate", "Two %ss have the id %s; rename one.".formatted(what, id));
    }
    return id;
  }

  static void unknown(
      Section section, String key, String what, String word, Collection<String> allowed) {
    String hint = Spelling.hint(word, allowed);
    if (hint.isEmpty() && !allowed.isEmpty() && allowed.size() <= 20) {
      hint = " Use one of %s.".formatted(String.join(", ", new TreeSet<>(allowed)));
    }
    section.fault(
        key,
        "app." + what.replace(' ', '-') + "-unknown",
        "There is no %s \"%s\".%s".formatted(what, word, hint));
  }
}
