package org.aisle.ui.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.StateTimeline;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** The stages of devices along time, and below each when a number was outside its limits. */
final class JourneyStripTile implements TileView {

  private final Tile.JourneyStrip tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final FleetHistory history;
  private final StateTimeline timeline;
  private final Pace pace = new Pace(200);

  JourneyStripTile(
      Tile.JourneyStrip tile, ValueFormat format, TilePanel panel, FleetHistory history) {
    this.tile = tile;
    this.format = format;
    this.history = history;
    this.timeline =
        new StateTimeline(
            tile.title(), format, "No device to show yet. Register one, and its stages appear.");
    this.panel = panel.with(timeline);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Field stage = fleet.field(tile.stage()).orElse(null);
    if (stage == null) {
      return () -> panel.instead("The device template has no field " + tile.stage() + ".");
    }
    if (!pace.due(fleet)) {
      return () -> panel.age(heard(fleet), fleet.now());
    }
    String device = tile.device();
    List<Fleet.Member> shown =
        device != null
            ? fleet.member(device).stream().toList()
            : fleet.members().stream().limit(tile.rows()).toList();
    List<DeviceRef> refs = shown.stream().map(member -> member.device().ref()).toList();
    Map<DeviceRef, List<Stretch>> stages =
        history.states(fleet.app().id(), refs, fleet.range(), tile.stage());
    Map<DeviceRef, List<Stretch>> outside = outside(fleet, refs);
    List<StateTimeline.Row> rows = new ArrayList<>();
    for (Fleet.Member member : shown) {
      DeviceRef ref = member.device().ref();
      rows.add(
          new StateTimeline.Row(
              member.device().name(),
              fleet.leads(tile, member.device()),
              stages.getOrDefault(ref, List.of()),
              outside.getOrDefault(ref, List.of())));
    }
    String excursion = excursion(fleet);
    return () -> {
      int all = fleet.members().size();
      panel.subtitle(
          stage.displayName()
              + (device == null && rows.size() < all
                  ? ", %d of %d devices".formatted(rows.size(), all)
                  : ""));
      panel.age(heard(fleet), fleet.now());
      timeline.show(fleet.range(), stage, rows, excursion);
    };
  }

  /** When any device was heard last: a state that does not change is not old. */
  static @Nullable Instant heard(Fleet fleet) {
    return fleet.members().stream()
        .map(Fleet.Member::seen)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private Map<DeviceRef, List<Stretch>> outside(Fleet fleet, List<DeviceRef> refs) {
    String field = tile.excursion();
    Band band = tile.band();
    return field == null || band == null
        ? Map.of()
        : history.outside(fleet.app().id(), refs, fleet.range(), field, band.min(), band.max());
  }

  /** {@code Probe temperature not 2 to 8 °C}, or null. */
  private @Nullable String excursion(Fleet fleet) {
    String path = tile.excursion();
    Band band = tile.band();
    Field field = path == null ? null : fleet.field(path).orElse(null);
    return field == null || band == null
        ? null
        : "%s not %s".formatted(field.displayName(), KpiTile.limits(format, field, band));
  }
}
