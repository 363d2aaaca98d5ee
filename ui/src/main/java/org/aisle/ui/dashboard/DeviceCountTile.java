package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import org.aisle.backend.registry.Device;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.format.ValueFormat.Shown;

/** How many devices there are, how many reported lately, and which did not. */
final class DeviceCountTile implements TileView {

  private static final int NAMED = 3;

  private final Tile.DeviceCount tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final BigNumber number = new BigNumber();
  private final Div meter = new Div();
  private final Div filled = new Div();
  private final Paragraph note = new Paragraph();
  private List<String> named = List.of();

  DeviceCountTile(Tile.DeviceCount tile, ValueFormat format, TilePanel panel) {
    this.tile = tile;
    this.format = format;
    meter.addClassName("aisle-meter");
    meter.getElement().setAttribute("aria-hidden", "true");
    meter.add(filled);
    note.addClassName("aisle-note");
    this.panel = panel.with(number, meter, note);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet all) {
    Fleet fleet =
        all.only(
            member ->
                tile.where().entrySet().stream()
                    .allMatch(
                        is -> is.getValue().equals(member.device().properties().get(is.getKey()))));
    List<Fleet.Member> silent =
        fleet.members().stream()
            .filter(
                member -> {
                  var seen = member.seen();
                  return seen == null || seen.isBefore(fleet.now().minus(tile.fresh()));
                })
            .toList();
    return () -> show(fleet, silent);
  }

  private void show(Fleet fleet, List<Fleet.Member> silent) {
    int all = fleet.members().size();
    int heard = all - silent.size();
    panel.subtitle(
        "Reported within "
            + Ages.words(tile.fresh())
            + tile.where().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(is -> ", " + is.getKey() + " " + is.getValue())
                .collect(java.util.stream.Collectors.joining()));
    panel.age(
        fleet.members().stream()
            .map(Fleet.Member::seen)
            .filter(Objects::nonNull)
            .max(java.util.Comparator.naturalOrder())
            .orElse(null),
        fleet.now());
    Tone tone = all == 0 ? null : silent.isEmpty() ? Tone.GOOD : Tone.STALE;
    number.show(
        new Shown(format.number(heard, 0), "of " + format.number(all, 0) + " devices"),
        tone,
        silent.isEmpty() ? "all reporting" : silent.size() + " silent");
    filled.getStyle().set("width", (all == 0 ? 0 : 100.0 * heard / all) + "%");
    filled.setClassName("aisle-meter-filled aisle-tone-good");
    List<String> names = silent.stream().map(member -> member.device().name()).toList();
    if (names.equals(named)) {
      return;
    }
    named = names;
    note.removeAll();
    if (!silent.isEmpty()) {
      note.add("Silent: ");
      for (int i = 0; i < Math.min(NAMED, silent.size()); i++) {
        note.add(i == 0 ? "" : ", ");
        note.add(named(fleet, silent.get(i).device()));
      }
      note.add(silent.size() > NAMED ? " and %d more".formatted(silent.size() - NAMED) : "");
    }
  }

  private Component named(Fleet fleet, Device device) {
    String path = fleet.leads(tile, device);
    return path == null ? new Span(device.name()) : new Anchor(path, device.name());
  }
}
