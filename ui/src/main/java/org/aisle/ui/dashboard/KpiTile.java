package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** One number over the latest values of the fleet; silent devices do not count, and are named. */
final class KpiTile implements TileView {

  private final Tile.Kpi tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final BigNumber number = new BigNumber();
  private final Div meter = new Div();
  private final Div filled = new Div();
  private final Div mark = new Div();
  private final Paragraph note = new Paragraph();

  KpiTile(Tile.Kpi tile, ValueFormat format, TilePanel panel) {
    this.tile = tile;
    this.format = format;
    this.panel = panel.with(number, meter, note);
    meter.addClassName("aisle-meter");
    meter.getElement().setAttribute("aria-hidden", "true");
    filled.addClassName("aisle-meter-filled");
    mark.addClassName("aisle-meter-mark");
    note.addClassName("aisle-note");
    meter.add(filled, mark);
    meter.setVisible(tile.shareInBand());
    mark.setVisible(tile.target() != null);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    List<Double> numbers = fleet.numbers(tile.field());
    Field field = fleet.field(tile.field()).orElse(null);
    return () -> show(fleet, field, numbers);
  }

  private void show(Fleet fleet, @Nullable Field field, List<Double> numbers) {
    panel.age(fleet.newest(List.of(tile.field())), fleet.now());
    if (field == null) {
      panel.instead("The device template has no field " + tile.field() + ".");
      return;
    }
    if (numbers.isEmpty()) {
      panel.instead(
          "No device reported %s within %s."
              .formatted(field.displayName(), org.aisle.ui.format.Ages.words(fleet.fresh())));
      return;
    }
    panel.instead(null);
    Double target = tile.target();
    Band band = tile.band();
    if (tile.shareInBand() && band != null) {
      double share =
          100.0 * numbers.stream().filter(v -> Tone.inside(v, band)).count() / numbers.size();
      Tone tone = target == null ? null : share >= target ? Tone.GOOD : Tone.BAD;
      number.show(
          new Shown(format.number(share, share == 100 ? 0 : 1), "%"),
          tone,
          tone == Tone.GOOD ? "on target" : "below target");
      filled.getStyle().set("width", share + "%");
      filled.setClassName(
          "aisle-meter-filled aisle-tone-" + (tone == null ? Tone.PLAIN : tone).key());
      if (target != null) {
        mark.getStyle().set("left", target + "%");
      }
      panel.subtitle(field.displayName() + " " + limits(format, field, band));
    } else {
      double value = aggregate(numbers);
      Tone tone = band == null ? null : Tone.of(value, band, true);
      number.show(shown(field, value), tone, tone == null ? "" : tone.word());
      panel.subtitle(field.displayName() + ", " + words(field));
    }
    note.setText(note(fleet, field, numbers.size()));
  }

  private String note(Fleet fleet, Field field, int counted) {
    int all = fleet.members().size();
    String text =
        counted == all
            ? "all %d devices".formatted(all)
            : "%d of %d devices".formatted(counted, all);
    long silent = all - fleet.freshCount();
    if (silent > 0) {
      text += ", %d silent".formatted(silent);
    }
    Double target = tile.target();
    if (target == null) {
      return text;
    }
    Shown goal =
        tile.shareInBand() ? new Shown(format.number(target, 0), "%") : format.show(field, target);
    return "target " + goal.text() + " · " + text;
  }

  /** Limits with unit: {@code 0 to 7 °C}. */
  static String limits(ValueFormat format, Field field, Band band) {
    Double min = band.min();
    Double max = band.max();
    String unit = ValueFormat.symbol(field);
    String end = unit.isEmpty() ? "" : "\u00a0" + unit;
    if (min != null && max != null) {
      return "%s to %s%s".formatted(plain(format, min), plain(format, max), end);
    }
    if (max != null) {
      return "at most " + plain(format, max) + end;
    }
    return min == null ? "" : "at least " + plain(format, min) + end;
  }

  private static String plain(ValueFormat format, double value) {
    return format.number(value, value == Math.rint(value) ? 0 : 1);
  }

  private double aggregate(List<Double> numbers) {
    DoubleSummaryStatistics all =
        numbers.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return switch (tile.aggregate()) {
      case AVG, LAST -> all.getAverage();
      case MIN -> all.getMin();
      case MAX -> all.getMax();
      case SUM -> all.getSum();
      case COUNT -> counted(numbers);
    };
  }

  /** How many are inside the band, or are true, or just are. */
  private long counted(List<Double> numbers) {
    Band band = tile.band();
    return band == null
        ? numbers.size()
        : numbers.stream().filter(value -> Tone.inside(value, band)).count();
  }

  private Shown shown(Field field, double value) {
    boolean yesNo = field.type() instanceof FieldType.Bool;
    return switch (tile.aggregate()) {
      case COUNT -> devices(value);
      case SUM -> yesNo ? devices(value) : format.show(field, value);
      case AVG, MIN, MAX, LAST ->
          yesNo ? new Shown(format.number(100 * value, 0), "%") : format.show(field, value);
    };
  }

  private Shown devices(double count) {
    return new Shown(format.number(count, 0), count == 1 ? "device" : "devices");
  }

  private String words(Field field) {
    return switch (tile.aggregate()) {
      case AVG, LAST -> "average";
      case MIN -> "lowest";
      case MAX -> "highest";
      case SUM -> field.type() instanceof FieldType.Bool ? "how many say yes" : "sum";
      case COUNT -> "how many devices";
    };
  }
}
