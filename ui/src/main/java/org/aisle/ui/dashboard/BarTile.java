package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.Field;
import org.aisle.ui.chart.Bars;
import org.aisle.ui.chart.Part;
import org.aisle.ui.dashboard.Groups.Group;
import org.aisle.ui.format.Ranges;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;

/** One bar per place, device or property value, the longest first. */
final class BarTile extends FieldTile {

  private final Tile.Bar tile;
  private final FleetNumbers numbers;
  private final Bars bars = new Bars();
  private final Pace pace = new Pace(200);
  private List<Bars.Bar> known = List.of();

  BarTile(Tile.Bar tile, Figures figures, TilePanel panel, FleetNumbers numbers) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    this.numbers = numbers;
    panel.with(bars);
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    Field by = tile.stacked() == null ? null : fleet.field(tile.stacked()).orElse(null);
    if (tile.over() == Over.LATEST || pace.due(fleet) || known.isEmpty()) {
      Groups groups = Groups.of(fleet, tile.groupBy(), tile);
      known =
          tile.over() == Over.LATEST
              ? latest(fleet, groups, field, by)
              : range(fleet, groups, field, by);
    }
    List<Bars.Bar> all = known;
    List<Bars.Bar> longest = all.stream().limit(tile.rows()).toList();
    List<Part> legend = by == null ? List.of() : States.of(by).legend();
    return () -> {
      panel.subtitle(subtitle(fleet, field, all.size()));
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      panel.instead(all.isEmpty() ? nothing(fleet, field) : null);
      bars.show(longest, legend);
    };
  }

  private static String nothing(Fleet fleet, Field field) {
    return fleet.members().isEmpty()
        ? "No device to show. Register one, or choose another region, store or group above."
        : "Nothing was heard of %s. Choose a longer range, or wait for the first reading."
            .formatted(field.displayName());
  }

  private List<Bars.Bar> latest(Fleet fleet, Groups groups, Field field, @Nullable Field by) {
    List<Bars.Bar> found = new ArrayList<>();
    for (Group group : groups.byName().values()) {
      Map<String, List<Double>> byState = new LinkedHashMap<>();
      List<Double> all = new ArrayList<>();
      for (Fleet.Member member : group.members()) {
        Double number = Fleet.number(member.value(tile.field()));
        if (number != null && fleet.isFresh(member)) {
          all.add(number);
          String state = by == null ? "" : States.key(member.value(by.path()));
          byState.computeIfAbsent(state, s -> new ArrayList<>()).add(number);
        }
      }
      if (!all.isEmpty()) {
        Map<String, Double> parts = new HashMap<>();
        byState.forEach((state, of) -> parts.put(state, Figures.sum(of, tile.aggregate())));
        found.add(bar(group, field, Figures.sum(all, tile.aggregate()), parts(field, by, parts)));
      }
    }
    return sorted(found);
  }

  private List<Bars.Bar> range(Fleet fleet, Groups groups, Field field, @Nullable Field by) {
    Telemetry.Aggregate aggregate = Telemetry.Aggregate.valueOf(tile.aggregate().name());
    Question whole =
        new Question(fleet.app().id(), groups.devices(), fleet.range(), field.path(), aggregate);
    Map<String, Map<String, Double>> parts = new HashMap<>();
    if (by != null) {
      Question parted =
          new Question(
              whole.app(),
              whole.groups(),
              whole.range(),
              whole.field(),
              aggregate,
              null,
              fleet.app().zone(),
              by.path(),
              null);
      for (Cell cell : numbers.cells(parted)) {
        parts
            .computeIfAbsent(cell.group(), g -> new HashMap<>())
            .put(cell.state() == null ? States.UNKNOWN : cell.state(), cell.value());
      }
    }
    List<Bars.Bar> found = new ArrayList<>();
    Groups.numbers(numbers.cells(whole))
        .forEach(
            (name, value) -> {
              Group group = groups.byName().get(name);
              if (group != null) {
                found.add(
                    bar(group, field, value, parts(field, by, parts.getOrDefault(name, Map.of()))));
              }
            });
    return sorted(found);
  }

  private List<Part> parts(Field field, @Nullable Field by, Map<String, Double> numbersOf) {
    return by == null ? List.of() : States.of(by).parts(numbersOf, value -> text(field, value));
  }

  private Bars.Bar bar(Group group, Field field, double value, List<Part> parts) {
    Tone tone = figures.tone(value, tile.band(), true);
    return new Bars.Bar(group.name(), group.path(), value, text(field, value), tone, parts);
  }

  private String text(Field field, double value) {
    String counted = tile.over() == Over.LATEST ? (value == 1 ? "device" : "devices") : "readings";
    return figures.show(field, tile.aggregate(), value, counted).text();
  }

  private static List<Bars.Bar> sorted(List<Bars.Bar> found) {
    found.sort(Comparator.comparingDouble(Bars.Bar::value).reversed());
    return found;
  }

  private String subtitle(Fleet fleet, Field field, int all) {
    return "%s, %s per %s%s%s"
        .formatted(
            field.displayName(),
            Figures.words(tile.aggregate()),
            tile.groupBy(),
            tile.over() == Over.LATEST
                ? " now"
                : " of the last " + Ranges.words(fleet.address().back()),
            all > tile.rows() ? " (%d of %d)".formatted(tile.rows(), all) : "");
  }
}
