package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.ui.format.AgeLabel;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;

/** The devices that need a look first; those that are silent come after those that are not. */
final class WorstTableTile implements TileView {

  private final Tile.WorstTable tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final NativeTable table = new NativeTable();
  private final List<Row> rows = new ArrayList<>();
  private boolean headed;

  WorstTableTile(Tile.WorstTable tile, ValueFormat format, TilePanel panel) {
    this.tile = tile;
    this.format = format;
    this.panel = panel.with(table);
    table.addClassName("aisle-table");
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Comparator<Fleet.Member> byValue =
        Comparator.comparing(
            member -> {
              Double number = Fleet.number(member.value(tile.field()));
              return number == null ? 0.0 : number;
            });
    List<Fleet.Member> worst =
        fleet.members().stream()
            .filter(member -> Fleet.number(member.value(tile.field())) != null)
            .sorted(
                Comparator.comparing((Fleet.Member member) -> !fleet.isFresh(member))
                    .thenComparing(tile.highestFirst() ? byValue.reversed() : byValue))
            .limit(tile.rows())
            .toList();
    return () -> show(fleet, worst);
  }

  private void show(Fleet fleet, List<Fleet.Member> worst) {
    Field field = fleet.field(tile.field()).orElse(null);
    panel.age(fleet.newest(List.of(tile.field())), fleet.now());
    if (field == null || worst.isEmpty()) {
      panel.instead(
          field == null
              ? "The device template has no field " + tile.field() + "."
              : "No device has reported " + field.displayName() + " yet.");
      return;
    }
    panel.instead(null);
    panel.subtitle(
        (tile.highestFirst() ? "Highest " : "Lowest ")
            + field.displayName()
            + " first"
            + (tile.band() == null
                ? ""
                : ", limits " + KpiTile.limits(format, field, tile.band())));
    List<Field> others =
        tile.columns().stream()
            .filter(path -> !path.equals(tile.field()))
            .flatMap(path -> fleet.field(path).stream())
            .toList();
    if (!headed) {
      head(field, others);
    }
    while (rows.size() > worst.size()) {
      table.getBody().remove(rows.removeLast().row);
    }
    while (rows.size() < worst.size()) {
      Row row = new Row(field, others);
      rows.add(row);
      table.getBody().add(row.row);
    }
    for (int i = 0; i < worst.size(); i++) {
      rows.get(i).show(fleet, worst.get(i), field, others);
    }
  }

  private void head(Field field, List<Field> others) {
    headed = true;
    NativeTableRow row = new NativeTableRow();
    row.add(column("Device"), column(field.displayName()));
    others.forEach(other -> row.add(column(other.displayName())));
    row.add(column("Seen"));
    table.getHead().add(row);
  }

  private static NativeTableHeaderCell column(String text) {
    NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
    cell.getElement().setAttribute("scope", "col");
    return cell;
  }

  private final class Row {
    private final NativeTableRow row = new NativeTableRow();
    private final Anchor name = new Anchor();
    private final Span place = new Span();
    private final Span value = new Span();
    private final Span standing = new Span();
    private final List<Span> cells = new ArrayList<>();
    private final AgeLabel age = new AgeLabel();

    Row(Field field, List<Field> others) {
      place.addClassName("aisle-table-place");
      value.addClassName("aisle-table-value");
      NativeTableCell device = new NativeTableCell(name, place);
      device.addClassName("aisle-table-device");
      row.add(device, labelled(field.displayName(), new NativeTableCell(standing, value)));
      for (Field other : others) {
        Span cell = new Span();
        cells.add(cell);
        row.add(labelled(other.displayName(), new NativeTableCell(cell)));
      }
      row.add(labelled("Seen", new NativeTableCell(age)));
    }

    private NativeTableCell labelled(String label, NativeTableCell cell) {
      cell.getElement().setAttribute("data-label", label);
      return cell;
    }

    void show(Fleet fleet, Fleet.Member member, Field field, List<Field> others) {
      name.setText(member.device().name());
      name.setHref(fleet.path(member.device()));
      place.setText(fleet.placeName(member.device()));
      Tone tone =
          Tone.of(Fleet.number(member.value(field.path())), tile.band(), fleet.isFresh(member));
      value.setText(format.show(field, member.value(field.path())).text());
      BigNumber.standing(
          standing, tone == Tone.BAD || tone == Tone.STALE ? tone : null, tone.word());
      for (int i = 0; i < others.size(); i++) {
        Field other = others.get(i);
        cells.get(i).setText(format.show(other, member.value(other.path())).text());
      }
      age.show(member.seen(), fleet.now());
    }
  }
}
