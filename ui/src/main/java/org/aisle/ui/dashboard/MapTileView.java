package org.aisle.ui.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.FleetHistory.Fix;
import org.aisle.backend.registry.Place;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.PlannedRoutes;
import org.jspecify.annotations.Nullable;

/**
 * Places and devices on a map, and the ways they went; a device that reports no position stands
 * where its place is.
 */
final class MapTileView implements TileView {

  /** More ways at once would be a tangle. */
  private static final int MOST_WAYS = 20;

  private static final int POINTS = 500;

  /** In degrees, about 200 m. */
  private static final double SCATTER = 0.002;

  private final Tile.MapTile tile;
  private final Figures figures;
  private final ValueFormat format;
  private final TilePanel panel;
  private final DeviceMap map;
  private final FleetHistory history;
  private final PlannedRoutes routes;
  private final Pace pace = new Pace(POINTS);
  private List<DeviceMap.Way> ways = List.of();

  MapTileView(
      Tile.MapTile tile, Figures figures, TilePanel panel, DeviceMap map, ThingSources things) {
    this.tile = tile;
    this.figures = figures;
    this.format = figures.format();
    this.map = map;
    this.history = things.history();
    this.routes = things.routes();
    this.panel = panel.with(map);
  }

  /** The sentence shown while there is nothing to show. */
  static String empty(Tile.MapTile tile) {
    return "No place and no position is known yet. Give devices a place, or let them report "
        + tile.location()
        + ".";
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    String path = tile.field();
    Field field = path == null ? null : fleet.field(path).orElse(null);
    StateKinds states = field == null ? null : StateKinds.of(field);
    List<DeviceMap.Marker> markers = new ArrayList<>();
    int lost = 0;
    for (Fleet.Member member : fleet.members()) {
      DeviceMap.Marker marker = marker(fleet, member, field, states);
      if (marker == null) {
        lost++;
      } else {
        markers.add(marker);
      }
    }
    List<Place> places =
        fleet.places().values().stream().sorted(Comparator.comparing(Place::name)).toList();
    if (tile.path() && pace.due(fleet)) {
      ways = ways(fleet);
    }
    String subtitle =
        (field == null ? "Devices and places" : "By " + field.displayName())
            + (field != null && tile.band() != null
                ? ", " + KpiTile.limits(format, field, tile.band())
                : "")
            + (ways.isEmpty() ? "" : ", with the way of " + whose())
            + (lost == 0 ? "" : ", %d without a position".formatted(lost));
    DeviceMap.Scene scene =
        new DeviceMap.Scene(
            places,
            states == null ? DeviceMap.Kind.TONES : states.kinds(),
            markers,
            ways,
            plans(fleet));
    return () -> {
      panel.subtitle(subtitle);
      panel.age(
          states != null
              ? JourneyStripTile.heard(fleet)
              : fleet.newest(List.of(path == null ? tile.location() : path)),
          fleet.now());
      map.show(scene, fleet.now());
    };
  }

  /** The planned routes of the devices, or of the tile's one device. */
  private List<DeviceMap.Plan> plans(Fleet fleet) {
    String only = tile.device();
    return routes.of(
        fleet.app().id(),
        fleet.members().stream()
            .map(Fleet.Member::device)
            .filter(device -> only == null || only.equals(device.ref().device().value()))
            .toList());
  }

  private String whose() {
    return tile.device() != null ? ways.getFirst().name() : "%d that moved".formatted(ways.size());
  }

  private List<DeviceMap.Way> ways(Fleet fleet) {
    String only = tile.device();
    List<Fleet.Member> asked =
        only != null
            ? fleet.member(only).stream().toList()
            : fleet.members().stream()
                .filter(member -> member.value(tile.location()) != null)
                .limit(MOST_WAYS)
                .toList();
    Map<DeviceRef, List<List<Fix>>> found =
        history.journeys(
            fleet.app().id(),
            asked.stream().map(member -> member.device().ref()).toList(),
            fleet.range(),
            tile.location(),
            POINTS);
    return asked.stream()
        .map(
            member ->
                new DeviceMap.Way(
                    member.device().name(), found.getOrDefault(member.device().ref(), List.of())))
        .filter(way -> only != null || moved(way))
        .toList();
  }

  /** Whether there is something to see: more than the scatter of a position that stays. */
  private static boolean moved(DeviceMap.Way way) {
    DoubleSummaryStatistics lat = new DoubleSummaryStatistics();
    DoubleSummaryStatistics lon = new DoubleSummaryStatistics();
    way.legs()
        .forEach(
            leg ->
                leg.forEach(
                    fix -> {
                      lat.accept(fix.lat());
                      lon.accept(fix.lon());
                    }));
    return lat.getCount() > 0
        && Math.max(lat.getMax() - lat.getMin(), lon.getMax() - lon.getMin()) > SCATTER;
  }

  private DeviceMap.@Nullable Marker marker(
      Fleet fleet, Fleet.Member member, @Nullable Field field, @Nullable StateKinds states) {
    String at = member.device().place();
    Place place = at == null ? null : fleet.places().get(at);
    double lat;
    double lon;
    if (member.value(tile.location()) instanceof Value.Geo geo) {
      lat = geo.lat();
      lon = geo.lon();
    } else if (place != null) {
      lat = place.lat();
      lon = place.lon();
    } else {
      return null;
    }
    Value value = field == null ? null : member.value(field.path());
    Instant seen = field == null || value == null ? member.seen() : member.time(field.path());
    Tone tone = figures.tone(Fleet.number(value), tile.band(), fleet.isFresh(member));
    DeviceMap.Kind kind =
        states == null || tone == Tone.STALE ? DeviceMap.Kind.of(tone) : states.kind(value, tone);
    return new DeviceMap.Marker(
        member.device().ref().device().value(),
        member.device().name(),
        lat,
        lon,
        kind.key(),
        tone.word(),
        field == null || value == null ? "no value" : figures.show(field, value).text(),
        seen,
        fleet.leads(tile, member.device()));
  }
}
