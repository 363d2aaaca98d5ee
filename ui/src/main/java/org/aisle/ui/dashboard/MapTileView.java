package org.aisle.ui.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aisle.backend.registry.Place;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.MapTiles;
import org.jspecify.annotations.Nullable;

/** Places and devices on a map; a device that reports no position stands where its place is. */
final class MapTileView implements TileView {

  private final Tile.MapTile tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final DeviceMap map;

  MapTileView(Tile.MapTile tile, ValueFormat format, TilePanel panel, MapTiles tiles) {
    this.tile = tile;
    this.format = format;
    this.map =
        new DeviceMap(
            tile.title(),
            format,
            tiles,
            "No place and no position is known yet. Give devices a place, or let them report "
                + tile.location()
                + ".");
    this.panel = panel.with(map);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    String path = tile.field();
    Field field = path == null ? null : fleet.field(path).orElse(null);
    List<DeviceMap.Marker> markers = new ArrayList<>();
    int lost = 0;
    for (Fleet.Member member : fleet.members()) {
      DeviceMap.Marker marker = marker(fleet, member, field);
      if (marker == null) {
        lost++;
      } else {
        markers.add(marker);
      }
    }
    List<Place> places =
        fleet.places().values().stream().sorted(Comparator.comparing(Place::name)).toList();
    String subtitle =
        (field == null ? "Devices and places" : "By " + field.displayName())
            + (field != null && tile.band() != null
                ? ", " + KpiTile.limits(format, field, tile.band())
                : "")
            + (lost == 0 ? "" : ", %d without a position".formatted(lost));
    return () -> {
      panel.subtitle(subtitle);
      panel.age(fleet.newest(List.of(path == null ? tile.location() : path)), fleet.now());
      map.show(new DeviceMap.Scene(places, DeviceMap.Kind.TONES, markers, List.of()), fleet.now());
    };
  }

  private DeviceMap.@Nullable Marker marker(
      Fleet fleet, Fleet.Member member, @Nullable Field field) {
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
    return new DeviceMap.Marker(
        member.device().ref().device().value(),
        member.device().name(),
        lat,
        lon,
        Tone.of(Fleet.number(value), tile.band(), fleet.isFresh(member)),
        field == null || value == null ? "no value" : format.show(field, value).text(),
        seen,
        fleet.path(member.device()));
  }
}
