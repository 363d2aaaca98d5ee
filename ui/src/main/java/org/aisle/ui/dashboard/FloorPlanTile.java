package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.PlanPosition;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.plan.FloorPlan;
import org.jspecify.annotations.Nullable;

/** Devices on a picture of their floor, where they say they are or where the tile puts them. */
final class FloorPlanTile implements TileView {

  private final Tile.FloorPlan tile;
  private final Figures figures;
  private final ValueFormat format;
  private final TilePanel panel;
  private final FloorPlan plan;

  FloorPlanTile(Tile.FloorPlan tile, Figures figures, TilePanel panel) {
    this.tile = tile;
    this.figures = figures;
    this.format = figures.format();
    this.plan = new FloorPlan(tile.title(), tile.alt());
    this.panel = panel.with(plan);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    String path = tile.field();
    Field field = path == null ? null : fleet.field(path).orElse(null);
    List<FloorPlan.Item> items = new ArrayList<>();
    int outside = 0;
    int unknown = 0;
    for (Fleet.Member member : fleet.members()) {
      PlanPosition position = position(member);
      if (position == null) {
        unknown++;
      } else if (position.x() < 0
          || position.y() < 0
          || position.x() > tile.width()
          || position.y() > tile.depth()) {
        outside++;
      } else {
        items.add(item(fleet, member, field, position));
      }
    }
    String subtitle =
        (field == null ? "Where devices are" : "By " + field.displayName())
            + (field != null && tile.band() != null
                ? ", " + KpiTile.limits(format, figures.symbol(field), tile.band())
                : "")
            + scale(fleet)
            + (outside == 0 ? "" : ", %d outside the plan".formatted(outside))
            + (unknown == 0 || tile.x() == null
                ? ""
                : ", %d without a position".formatted(unknown));
    List<String> newest = newest();
    return () -> {
      panel.subtitle(subtitle);
      panel.age(fleet.newest(newest), fleet.now());
      plan.show(PictureResource.path(fleet.app().id(), tile.image()), items);
    };
  }

  private List<String> newest() {
    List<String> paths = new ArrayList<>();
    for (String path : new @Nullable String[] {tile.x(), tile.field()}) {
      if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  private String scale(Fleet fleet) {
    String x = tile.x();
    Field field = x == null ? null : fleet.field(x).orElse(null);
    return field == null
        ? ""
        : ", %s × %s %s"
            .formatted(
                format.number(tile.width(), 0),
                format.number(tile.depth(), 0),
                ValueFormat.symbol(field));
  }

  private @Nullable PlanPosition position(Fleet.Member member) {
    String xPath = tile.x();
    String yPath = tile.y();
    Double x = xPath == null ? null : Fleet.number(member.value(xPath));
    Double y = yPath == null ? null : Fleet.number(member.value(yPath));
    return x != null && y != null
        ? new PlanPosition(x, y)
        : tile.positions().get(member.device().ref().device().value());
  }

  private FloorPlan.Item item(
      Fleet fleet, Fleet.Member member, @Nullable Field field, PlanPosition position) {
    Value value = field == null ? null : member.value(field.path());
    Tone tone = figures.tone(Fleet.number(value), tile.band(), fleet.isFresh(member));
    return new FloorPlan.Item(
        member.device().ref().device().value(),
        member.device().name(),
        position.x() / tile.width(),
        position.y() / tile.depth(),
        tone,
        field == null ? "" : figures.show(field, value).text(),
        fleet.leads(tile, member.device()));
  }
}
