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
  private final List<Stage> stages = new ArrayList<>();
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
    if (stages.isEmpty()) {
      States states = States.of(field);
      for (String stage : tile.stages()) {
        stages.add(
            new Stage(
                states.all().stream()
                    .filter(state -> state.value().equals(stage))
                    .map(States.State::name)
                    .findFirst()
                    .orElse(stage)));
      }
      stages.forEach(list::add);
    }
    for (int i = 0; i < reached.size(); i++) {
      int here = reached.get(i);
      int before = i == 0 ? 0 : reached.get(i - 1);
      stages
          .get(i)
          .show(
              100.0 * here / reached.getFirst(),
              "%s %s".formatted(figures.format().number(here, 0), here == 1 ? "device" : "devices"),
              i == 0
                  ? ""
                  : before == 0
                      ? "nobody before"
                      : figures.percent(100.0 * here / before, 0).text() + " of the stage before");
    }
  }

  private static final class Stage extends ListItem {
    private final Div bar = new Div();
    private final Span count = new Span();
    private final Span share = new Span();

    Stage(String stage) {
      Span name = new Span(stage);
      name.addClassName("aisle-bar-name");
      bar.addClassNames("aisle-funnel-bar", "aisle-tone-plain");
      Div track = new Div(bar);
      track.addClassName("aisle-funnel-track");
      track.getElement().setAttribute("aria-hidden", "true");
      count.addClassName("aisle-bar-value");
      share.addClassName("aisle-funnel-share");
      add(name, track, count, share);
    }

    void show(double percent, String devices, String ofBefore) {
      bar.getStyle().set("width", String.format(Locale.ROOT, "%.2f%%", percent));
      count.setText(devices);
      share.setText(ofBefore);
    }
  }
}
