package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.ui.chart.Donut;
import org.aisle.ui.chart.Part;
import org.aisle.ui.dashboard.Groups.Group;
import org.aisle.ui.format.Ages;

/** The parts of a whole: devices by state, or a number by group. */
final class PieTile extends FieldTile {

  /** What is beyond these goes into one part. */
  private static final int MOST = 7;

  private final Tile.Pie tile;
  private final Donut donut = new Donut();

  PieTile(Tile.Pie tile, Figures figures, TilePanel panel) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    panel.with(donut);
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    boolean ofStates = tile.groupBy() == null;
    List<Part> parts = ofStates ? states(fleet, field) : groups(fleet, field);
    double sum = parts.stream().mapToDouble(Part::value).sum();
    return () -> {
      panel.subtitle(
          ofStates
              ? field.displayName() + ", devices now"
              : "%s, %s per %s now"
                  .formatted(field.displayName(), Figures.words(tile.aggregate()), tile.groupBy()));
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      panel.instead(
          sum > 0
              ? null
              : "No device reported %s within %s."
                  .formatted(field.displayName(), Ages.words(fleet.fresh())));
      if (ofStates) {
        donut.show(parts, figures.format().number(sum, 0), sum == 1 ? "device" : "devices");
      } else if (tile.aggregate() == Tile.Aggregate.SUM) {
        donut.show(parts, figures.show(field, sum).text(), "in all");
      } else {
        donut.show(parts, String.valueOf(parts.size()), "parts");
      }
    };
  }

  private List<Part> states(Fleet fleet, Field field) {
    Map<String, Double> counts = new TreeMap<>();
    fleet.members().stream()
        .filter(fleet::isFresh)
        .forEach(m -> counts.merge(States.key(m.value(field.path())), 1.0, Double::sum));
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    return States.of(field)
        .parts(
            counts,
            n ->
                figures.format().number(n, 0)
                    + (all > 0 ? " · " + figures.percent(100 * n / all, 0).text() : ""));
  }

  private List<Part> groups(Fleet fleet, Field field) {
    record Share(String name, double value) {}
    List<Share> shares = new ArrayList<>();
    String by = Objects.requireNonNull(tile.groupBy());
    for (Group group : Groups.of(fleet, by, tile).byName().values()) {
      List<Double> numbers =
          group.members().stream()
              .filter(fleet::isFresh)
              .map(member -> Fleet.number(member.value(field.path())))
              .filter(Objects::nonNull)
              .map(Objects::requireNonNull)
              .toList();
      if (!numbers.isEmpty()) {
        shares.add(new Share(group.name(), Math.max(0, Figures.sum(numbers, tile.aggregate()))));
      }
    }
    shares.sort(Comparator.comparingDouble(Share::value).reversed());
    if (shares.size() > MOST + 1) {
      List<Share> rest = shares.subList(MOST, shares.size());
      Share others =
          new Share(rest.size() + " others", rest.stream().mapToDouble(Share::value).sum());
      shares = new ArrayList<>(shares.subList(0, MOST));
      shares.add(others);
    }
    double all = shares.stream().mapToDouble(Share::value).sum();
    List<Part> parts = new ArrayList<>();
    for (Share share : shares) {
      String percent = all > 0 ? " · " + figures.percent(100 * share.value() / all, 0).text() : "";
      parts.add(
          new Part(
              share.name(),
              Part.series(parts.size()),
              share.value(),
              figures.show(field, tile.aggregate(), share.value(), "devices").text() + percent));
    }
    return parts;
  }
}
