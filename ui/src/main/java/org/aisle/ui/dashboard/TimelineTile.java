package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.StateTimeline;
import org.aisle.ui.format.ValueFormat;

/** A state along time, one row per device, of at most as many devices as the tile says. */
final class TimelineTile implements TileView {

  private static final int MOST_ROWS = 40;

  private final Tile.StateTimeline tile;
  private final TilePanel panel;
  private final FleetHistory history;
  private final StateTimeline timeline;
  private final Pace pace = new Pace(200);

  TimelineTile(Tile.StateTimeline tile, ValueFormat format, TilePanel panel, FleetHistory history) {
    this.tile = tile;
    this.history = history;
    this.timeline =
        new StateTimeline(
            tile.title(),
            format,
            "No device to show yet. Register one, and its states appear here.");
    this.panel = panel.with(timeline);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Optional<Field> field = fleet.field(tile.field());
    if (field.isEmpty()) {
      return () -> panel.instead("The device template has no field " + tile.field() + ".");
    }
    if (!pace.due(fleet)) {
      return () -> panel.age(fleet.newest(List.of(tile.field())), fleet.now());
    }
    String device = tile.device();
    List<Fleet.Member> shown =
        device != null
            ? fleet.member(device).stream().toList()
            : fleet.members().stream().limit(Math.min(tile.rows(), MOST_ROWS)).toList();
    Map<DeviceRef, List<Stretch>> states =
        history.states(
            fleet.app().id(),
            shown.stream().map(member -> member.device().ref()).toList(),
            fleet.range(),
            tile.field());
    List<StateTimeline.Row> rows = new ArrayList<>();
    for (Fleet.Member member : shown) {
      rows.add(
          new StateTimeline.Row(
              member.device().name(),
              fleet.leads(tile, member.device()),
              states.getOrDefault(member.device().ref(), List.of())));
    }
    int all = fleet.members().size();
    return () -> {
      panel.subtitle(
          field.get().displayName()
              + (device == null && rows.size() < all
                  ? ", %d of %d devices".formatted(rows.size(), all)
                  : ""));
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      timeline.show(fleet.range(), field.get(), rows);
    };
  }
}
