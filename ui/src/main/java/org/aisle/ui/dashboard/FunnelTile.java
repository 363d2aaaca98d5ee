package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;

/** How many devices have reached each stage, and their share of the stage before. */
final class FunnelTile extends FieldTile {

  private final Tile.Funnel tile;
  private final OrderedList list = new OrderedList();
  private List<Integer> shown = List.of();

  FunnelTile(Tile.Funnel tile, Figures figures, TilePanel panel) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    panel.with(list);
    list.addClassName("aisle-funnel");
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    List<String> states =
        fleet.members().stream().map(member -> States.key(member.value(tile.field()))).toList();
    List<Integer> reached = reached(states, tile.stages());
    int nowhere = states.size() - reached.getFirst();
    return () -> {
      panel.subtitle(
          field.displayName()
              + ", devices at each stage or beyond"
              + (nowhere > 0 ? " (%d at none)".formatted(nowhere) : ""));
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      panel.instead(
          reached.getFirst() == 0
              ? "No device is at any of these stages yet. As soon as one reports one, it is counted."
              : null);
      show(field, reached);
    };
  }

  /** How many are at each stage or at one that comes later. */
  static List<Integer> reached(List<String> states, List<String> stages) {
    List<Integer> reached = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      List<String> beyond = stages.subList(i, stages.size());
      reached.add((int) states.stream().filter(beyond::contains).count());
    }
    return reached;
  }

  private void show(Field field, List<Integer> reached) {
    if (reached.equals(shown) || reached.getFirst() == 0) {
      return;
    }
    shown = reached;
    list.removeAll();
    States states = States.of(field);
    for (int i = 0; i < reached.size(); i++) {
      String stage = tile.stages().get(i);
      Span name =
          new Span(
              states.all().stream()
                  .filter(state -> state.value().equals(stage))
                  .map(States.State::name)
                  .findFirst()
                  .orElse(stage));
      name.addClassName("aisle-bar-name");
      Div bar = new Div();
      bar.addClassNames("aisle-funnel-bar", "aisle-tone-plain");
      bar.getStyle()
          .set(
              "width",
              String.format(Locale.ROOT, "%.2f%%", 100.0 * reached.get(i) / reached.getFirst()));
      Div track = new Div(bar);
      track.addClassName("aisle-funnel-track");
      track.getElement().setAttribute("aria-hidden", "true");
      Span count =
          new Span(
              "%s %s"
                  .formatted(
                      figures.format().number(reached.get(i), 0),
                      reached.get(i) == 1 ? "device" : "devices"));
      count.addClassName("aisle-bar-value");
      Span share =
          new Span(
              i == 0
                  ? ""
                  : reached.get(i - 1) == 0
                      ? "nobody before"
                      : figures.percent(100.0 * reached.get(i) / reached.get(i - 1), 0).text()
                          + " of the stage before");
      share.addClassName("aisle-funnel-share");
      list.add(new ListItem(name, track, count, share));
    }
  }
}
