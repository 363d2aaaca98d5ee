package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.format.AgeLabel;
import org.aisle.ui.format.Ranges;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** The devices that need a look first; those that are silent come after those that are not. */
final class WorstTableTile implements TileView {

  private static final String DEVICE = "Device";
  private static final String SEEN = "Seen";

  private final Tile.WorstTable tile;
  private final Figures figures;
  private final ValueFormat format;
  private final TilePanel panel;
  private final FleetNumbers numbers;
  private final NativeTable table = new NativeTable();
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, NativeTableHeaderCell> heads = new LinkedHashMap<>();
  private final Pace pace = new Pace(200);
  private volatile Map<String, Double> overRange = Map.of();
  private volatile String sortedBy;
  private volatile boolean descending;
  private @Nullable Fleet shown;
  private boolean headed;

  WorstTableTile(Tile.WorstTable tile, Figures figures, TilePanel panel, FleetNumbers numbers) {
    this.tile = tile;
    this.figures = figures;
    this.format = figures.format();
    this.numbers = numbers;
    this.panel = panel.with(table);
    this.sortedBy = tile.field();
    this.descending = tile.highestFirst();
    table.addClassName("aisle-table");
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    if (tile.over() == Over.RANGE && (pace.due(fleet) || overRange.isEmpty())) {
      overRange = asked(fleet);
    }
    Map<String, Double> known = overRange;
    return () -> show(fleet, known);
  }

  private Map<String, Double> asked(Fleet fleet) {
    Map<String, List<DeviceRef>> each = new LinkedHashMap<>();
    fleet.devices().forEach(device -> each.put(device.device().value(), List.of(device)));
    return Groups.numbers(
        numbers.cells(
            new Question(
                fleet.app().id(),
                each,
                fleet.range(),
                tile.field(),
                Telemetry.Aggregate.valueOf(tile.aggregate().name()))));
  }

  private @Nullable Double number(Fleet.Member member, Map<String, Double> known) {
    return tile.over() == Over.RANGE
        ? known.get(member.device().ref().device().value())
        : Fleet.number(member.value(tile.field()));
  }

  private void show(Fleet fleet, Map<String, Double> known) {
    shown = fleet;
    show(
        fleet,
        known,
        fleet.members().stream()
            .filter(member -> number(member, known) != null)
            .sorted(
                Comparator.comparing((Fleet.Member m) -> isSilent(fleet, m))
                    .thenComparing(order(fleet, known)))
            .limit(tile.rows())
            .toList());
  }

  /** What was measured in the range is as true of a device that is silent now. */
  private boolean isSilent(Fleet fleet, Fleet.Member member) {
    boolean ofNow = tile.over() == Over.LATEST && !sortedBy.equals(DEVICE);
    return ofNow && !sortedBy.equals(SEEN) && !fleet.isFresh(member);
  }

  private Comparator<Fleet.Member> order(Fleet fleet, Map<String, Double> known) {
    Comparator<Fleet.Member> order =
        switch (sortedBy) {
          case DEVICE -> Comparator.comparing(m -> m.device().name());
          case SEEN -> Comparator.comparing(m -> Objects.requireNonNullElse(m.seen(), Instant.MIN));
          default ->
              sortedBy.equals(tile.field())
                  ? Comparator.comparing(
                      m -> Objects.requireNonNullElse(number(m, known), -Double.MAX_VALUE))
                  : Comparator.comparing(
                          (Fleet.Member m) ->
                              Objects.requireNonNullElse(
                                  Fleet.number(m.value(sortedBy)), -Double.MAX_VALUE))
                      .thenComparing(m -> States.key(m.value(sortedBy)));
        };
    return descending ? order.reversed() : order;
  }

  private void show(Fleet fleet, Map<String, Double> known, List<Fleet.Member> worst) {
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
    int all = fleet.members().size();
    panel.subtitle(
        "%s%s%s"
                .formatted(
                    tile.over() == Over.RANGE
                        ? "%s of the last %s, "
                            .formatted(
                                Figures.words(tile.aggregate()),
                                Ranges.words(fleet.address().back()))
                        : "",
                    worst.size() < all
                        ? "%d of %d devices".formatted(worst.size(), all)
                        : "all devices",
                    sortedBy.equals(tile.field())
                        ? ", %s first".formatted(descending ? "highest" : "lowest")
                        : "")
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
      rows.get(i).show(fleet, worst.get(i), number(worst.get(i), known), field, others);
    }
  }

  private void head(Field field, List<Field> others) {
    headed = true;
    NativeTableRow row = new NativeTableRow();
    row.add(column(DEVICE, DEVICE), column(tile.field(), field.displayName()));
    others.forEach(other -> row.add(column(other.path(), other.displayName())));
    row.add(column(SEEN, SEEN));
    table.getHead().add(row);
    markSorted();
  }

  /** A heading that sorts by its column, the other way round when it already does. */
  private NativeTableHeaderCell column(String key, String text) {
    NativeButton sort = new NativeButton(text);
    sort.addClassName("aisle-sort");
    sort.addClickListener(
        click -> {
          descending = sortedBy.equals(key) ? !descending : !key.equals(DEVICE);
          sortedBy = key;
          markSorted();
          Fleet fleet = shown;
          if (fleet != null) {
            show(fleet, overRange);
          }
        });
    NativeTableHeaderCell cell = new NativeTableHeaderCell(sort);
    cell.getElement().setAttribute("scope", "col");
    heads.put(key, cell);
    return cell;
  }

  private void markSorted() {
    heads.forEach(
        (key, cell) -> {
          if (key.equals(sortedBy)) {
            cell.getElement().setAttribute("aria-sort", descending ? "descending" : "ascending");
          } else {
            cell.getElement().removeAttribute("aria-sort");
          }
        });
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

    void show(
        Fleet fleet,
        Fleet.Member member,
        @Nullable Double number,
        Field field,
        List<Field> others) {
      name.setText(member.device().name());
      String path = fleet.leads(tile, member.device());
      if (path == null) {
        name.removeHref();
      } else {
        name.setHref(path);
      }
      place.setText(fleet.placeName(member.device()));
      Tone tone =
          figures.tone(number, tile.band(), tile.over() == Over.RANGE || fleet.isFresh(member));
      value.setText(
          tile.over() == Over.RANGE && number != null
              ? figures.show(field, tile.aggregate(), number, "readings").text()
              : figures.show(field, member.value(field.path())).text());
      BigNumber.standing(
          standing,
          tone == Tone.BAD || tone == Tone.WARN || tone == Tone.STALE ? tone : null,
          tone.word());
      for (int i = 0; i < others.size(); i++) {
        Field other = others.get(i);
        cells.get(i).setText(format.show(other, member.value(other.path())).text());
      }
      age.show(member.seen(), fleet.now());
    }
  }
}
