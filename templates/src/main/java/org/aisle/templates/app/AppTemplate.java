package org.aisle.templates.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A retail scenario as data: everything an instantiated app starts with.
 *
 * @param id its folder's name
 * @param zone the IANA time zone of its places
 * @param assetTypes what is known of the things that devices are attached to
 * @param assets those that are more, or other, than what a simulated device brings by itself
 * @param pictures what its folder {@code images/} holds
 * @param routes planned ways of shipments; the property {@code route} of a device names its own
 */
public record AppTemplate(
    String id,
    String version,
    String name,
    String persona,
    String story,
    java.time.ZoneId zone,
    List<DeviceTemplate> deviceTemplates,
    List<Organisation> organisations,
    List<Place> places,
    List<DeviceGroup> groups,
    List<AssetType> assetTypes,
    List<SeededAsset> assets,
    Fleet fleet,
    List<Dashboard> dashboards,
    List<Rule> rules,
    List<Expectation> expectations,
    Theme theme,
    List<Picture> pictures,
    List<Route> routes) {

  /** One whose assets have no properties. */
  public AppTemplate(
      String id,
      String version,
      String name,
      String persona,
      String story,
      java.time.ZoneId zone,
      List<DeviceTemplate> deviceTemplates,
      List<Organisation> organisations,
      List<Place> places,
      List<DeviceGroup> groups,
      Fleet fleet,
      List<Dashboard> dashboards,
      List<Rule> rules,
      List<Expectation> expectations,
      Theme theme,
      List<Picture> pictures,
      List<Route> routes) {
    this(
        id,
        version,
        name,
        persona,
        story,
        zone,
        deviceTemplates,
        organisations,
        places,
        groups,
        List.of(),
        List.of(),
        fleet,
        dashboards,
        rules,
        expectations,
        theme,
        pictures,
        routes);
  }

  public AppTemplate {
    deviceTemplates = List.copyOf(deviceTemplates);
    organisations = List.copyOf(organisations);
    places = List.copyOf(places);
    groups = List.copyOf(groups);
    assetTypes = List.copyOf(assetTypes);
    assets = List.copyOf(assets);
    dashboards = List.copyOf(dashboards);
    rules = List.copyOf(rules);
    expectations = List.copyOf(expectations);
    pictures = List.copyOf(pictures);
    routes = List.copyOf(routes);
  }

  /** The device template whose id ends with that segment. */
  public Optional<DeviceTemplate> deviceTemplate(String lastSegment) {
    return deviceTemplates.stream()
        .filter(template -> template.id().lastSegment().equals(lastSegment))
        .findFirst();
  }

  /** The same with these rules and stories. */
  AppTemplate with(List<Rule> itsRules, List<Expectation> itsExpectations) {
    return new AppTemplate(
        id,
        version,
        name,
        persona,
        story,
        zone,
        deviceTemplates,
        organisations,
        places,
        groups,
        assetTypes,
        assets,
        fleet,
        dashboards,
        itsRules,
        itsExpectations,
        theme,
        pictures,
        routes);
  }

  /** The same elsewhere, with these simulated devices and this look. */
  public AppTemplate adapted(
      java.time.ZoneId itsZone, Fleet itsFleet, Theme itsTheme, List<Picture> itsPictures) {
    return new AppTemplate(
        id,
        version,
        name,
        persona,
        story,
        itsZone,
        deviceTemplates,
        organisations,
        places,
        groups,
        assetTypes,
        assets.stream().filter(asset -> comesAlong(asset, itsFleet)).toList(),
        itsFleet,
        dashboards,
        rules,
        expectations,
        itsTheme,
        itsPictures,
        routes);
  }

  /** Whether nobody's, or of a device that is in that fleet. */
  private boolean comesAlong(SeededAsset asset, Fleet some) {
    return fleet.members().stream().noneMatch(member -> concerns(member, asset))
        || some.members().stream().anyMatch(member -> concerns(member, asset));
  }

  private static boolean concerns(Member member, SeededAsset asset) {
    return member.device().equals(asset.id())
        || member.attachedTo().filter(asset.id()::equals).isPresent();
  }

  /** The same with these pictures. */
  public AppTemplate withPictures(List<Picture> itsPictures) {
    return new AppTemplate(
        id,
        version,
        name,
        persona,
        story,
        zone,
        deviceTemplates,
        organisations,
        places,
        groups,
        assetTypes,
        assets,
        fleet,
        dashboards,
        rules,
        expectations,
        theme,
        itsPictures,
        routes);
  }

  /** A node of the organisation tree; {@code parent} is another's id or null at the root. */
  public record Organisation(String id, String name, @Nullable String parent) {}

  /**
   * A geofence: an outlet, depot or zone.
   *
   * @param organisation whose it is, or null
   * @param radiusMetres of the circle around it, or around its outline
   * @param outline the corners of a polygon; empty for a circle
   */
  public record Place(
      String id,
      String name,
      @Nullable String organisation,
      String kind,
      double lat,
      double lon,
      double radiusMetres,
      @Nullable String address,
      List<GeoPosition> outline) {

    public Place {
      outline = List.copyOf(outline);
    }

    /** A circular place. */
    public Place(
        String id,
        String name,
        @Nullable String organisation,
        String kind,
        double lat,
        double lon,
        double radiusMetres,
        @Nullable String address) {
      this(id, name, organisation, kind, lat, lon, radiusMetres, address, List.of());
    }
  }

  /**
   * A named selection of devices.
   *
   * @param query the text of a {@link org.aisle.templates.group.GroupQuery}
   */
  public record DeviceGroup(String id, String name, String query) {}

  /**
   * An asset. A simulated device needs none here: it brings one of its own id and name, that stands
   * where it is simulated.
   *
   * @param kind what people call it
   * @param type an asset type's id, or null
   * @param place where it stands, or null for nowhere
   * @param properties initial values by name; only one with a type has them
   */
  public record SeededAsset(
      String id,
      String name,
      String kind,
      @Nullable String type,
      @Nullable String place,
      Map<String, String> properties) {
    public SeededAsset {
      properties = Map.copyOf(properties);
    }
  }

  /** Which devices are simulated, how often they report, and what goes wrong. */
  public record Fleet(long seed, Duration interval, List<Member> members) {
    public Fleet {
      members = List.copyOf(members);
    }
  }

  /**
   * One simulated device at a place.
   *
   * @param place where it is simulated
   * @param template last segment of its device template's id
   * @param behaviour the simulator's model ({@code cooler})
   * @param properties initial property values by name, cloud properties included
   * @param parameters of the behaviour, in the units the simulator documents
   * @param faults what goes wrong on it
   * @param interval how often it reports; empty means as often as the fleet
   * @param asset the id of the asset that it is attached to; null for one of its own id
   * @param detached whether it is attached to none
   * @param disabled whether nothing is taken from it
   */
  public record Member(
      String device,
      String name,
      String template,
      String place,
      String behaviour,
      Map<String, String> properties,
      Map<String, Double> parameters,
      List<FaultSpec> faults,
      Optional<Duration> interval,
      @Nullable String asset,
      boolean detached,
      boolean disabled) {
    public Member {
      properties = Map.copyOf(properties);
      parameters = Map.copyOf(parameters);
      faults = List.copyOf(faults);
    }

    /** One that is attached to its own asset. */
    public Member(
        String device,
        String name,
        String template,
        String place,
        String behaviour,
        Map<String, String> properties,
        Map<String, Double> parameters,
        List<FaultSpec> faults,
        Optional<Duration> interval) {
      this(
          device,
          name,
          template,
          place,
          behaviour,
          properties,
          parameters,
          faults,
          interval,
          null,
          false,
          false);
    }

    /** The id of its asset; empty when it is attached to none. */
    public Optional<String> attachedTo() {
      return detached ? Optional.empty() : Optional.of(asset == null ? device : asset);
    }
  }

  /**
   * A fault as data.
   *
   * @param kind the simulator's name for it ({@code door-left-open})
   * @param start offset from the start of the simulation
   * @param duration how long it lasts; empty means until the end
   * @param every repeats it with this period; empty means once
   */
  public record FaultSpec(
      String kind,
      Duration start,
      Optional<Duration> duration,
      Optional<Duration> every,
      Map<String, Double> parameters) {
    public FaultSpec {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * How an app looks.
   *
   * @param accent as {@code #rrggbb}
   * @param logo the name of one of the pictures, or null for none
   */
  public record Theme(String accent, String icon, @Nullable String logo) {

    /** One without a logo. */
    public Theme(String accent, String icon) {
      this(accent, icon, null);
    }
  }
}
