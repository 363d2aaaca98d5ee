package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Duration;
import java.util.List;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Goal;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.Ranges;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** One number of the fleet; of latest values the silent do not count, and the tile says so. */
final class KpiTile extends FieldTile {

  private final Tile.Kpi tile;
  private final ValueFormat format;
  private final KpiNumbers numbers;
  private final Pace pace = new Pace(200);
  private final BigNumber number = new BigNumber();
  private final Div meter = new Div();
  private final Div filled = new Div();
  private final Div mark = new Div();
  private final Paragraph difference = new Paragraph();
  private final Paragraph note = new Paragraph();
  private @Nullable Double value;
  private @Nullable Double before;

  KpiTile(Tile.Kpi tile, Figures figures, TilePanel panel, FleetNumbers history) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    this.format = figures.format();
    this.numbers = new KpiNumbers(tile, history);
    panel.with(number, difference, meter, note);
    difference.addClassName("aisle-note");
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
  Runnable read(Fleet fleet, Field field) {
    boolean due = pace.due(fleet);
    if (due || tile.over() == Over.LATEST || value == null) {
      value = numbers.now(fleet);
    }
    Duration ago = tile.compare();
    if (due && ago != null) {
      before = numbers.before(fleet, ago);
    }
    Double now = value;
    Double then = before;
    int counted = fleet.numbers(tile.field()).size();
    return () -> show(fleet, field, now, then, counted);
  }

  private void show(
      Fleet fleet, Field field, @Nullable Double now, @Nullable Double then, int counted) {
    panel.age(fleet.newest(List.of(tile.field())), fleet.now());
    boolean latest = tile.over() == Over.LATEST;
    if (now == null) {
      panel.instead(
          latest
              ? "No device reported %s within %s."
                  .formatted(field.displayName(), Ages.words(fleet.fresh()))
              : "Nothing was measured in this range. Choose a longer one, or wait for the first reading.");
      return;
    }
    panel.instead(null);
    Tone tone = tone(now);
    number.show(shown(field, now), tone, words(tone, now));
    Band band = tile.band();
    Double target = tile.target();
    if (tile.shareInBand() && band != null) {
      filled.getStyle().set("width", now + "%");
      filled.setClassName(
          "aisle-meter-filled aisle-tone-" + (tone == null ? Tone.PLAIN : tone).key());
      if (target != null) {
        mark.getStyle().set("left", target + "%");
      }
      panel.subtitle(
          "%s %s%s"
              .formatted(
                  field.displayName(),
                  limits(format, figures.symbol(field), band),
                  latest ? "" : ", " + last(fleet)));
    } else {
      panel.subtitle(
          field.displayName() + ", " + words(field) + (latest ? "" : ", " + last(fleet)));
    }
    difference.setText(difference(fleet, field, now, then));
    note.setText(note(fleet, field, counted));
  }

  private static String last(Fleet fleet) {
    return "last " + Ranges.words(fleet.address().back());
  }

  /** By colour, else by target, else by limits; null when there is nothing to judge by. */
  private @Nullable Tone tone(double now) {
    Double target = tile.target();
    Band band = tile.shareInBand() ? null : tile.band();
    if (tile.frame().colours().stream().anyMatch(colour -> colour.fits(now))) {
      return figures.tone(now, null, true);
    }
    if (target != null) {
      boolean reached = tile.targetIs() == Goal.AT_LEAST ? now >= target : now <= target;
      return reached ? Tone.GOOD : Tone.BAD;
    }
    boolean counts = tile.aggregate() == Tile.Aggregate.COUNT;
    return band == null || counts ? null : Tone.of(now, band, true);
  }

  private String words(@Nullable Tone tone, double now) {
    Double target = tile.target();
    if (tone == null) {
      return "";
    }
    if (target == null || tile.frame().colours().stream().anyMatch(c -> c.fits(now))) {
      return tone == Tone.PLAIN ? "" : tone.word();
    }
    return tone == Tone.GOOD ? "on target" : now < target ? "below target" : "above target";
  }

  private String difference(Fleet fleet, Field field, double now, @Nullable Double then) {
    Duration ago = tile.compare();
    if (ago == null) {
      return "";
    }
    String when =
        tile.over() == Over.LATEST
            ? Ages.words(ago) + " ago"
            : ago.equals(fleet.address().back())
                ? "in the %s before".formatted(Ranges.words(ago))
                : "%s earlier".formatted(Ages.words(ago));
    if (then == null) {
      return "nothing to compare with " + when;
    }
    Shown by = shown(field, Math.abs(now - then));
    String same = shown(field, 0).value();
    if (by.value().equals(same)) {
      return "= as %s".formatted(when);
    }
    return now > then
        ? "↑ %s more than %s".formatted(by.text(), when)
        : "↓ %s less than %s".formatted(by.text(), when);
  }

  private String note(Fleet fleet, Field field, int counted) {
    if (tile.over() == Over.RANGE) {
      return goal(field);
    }
    int all = fleet.members().size();
    String text =
        counted == all
            ? (all == 1 ? "1 device" : "all %d devices".formatted(all))
            : "%d of %d devices".formatted(counted, all);
    long silent = all - fleet.freshCount();
    if (silent > 0) {
      text += ", %d silent".formatted(silent);
    }
    String goal = goal(field);
    return goal.isEmpty() ? text : goal + " · " + text;
  }

  private String goal(Field field) {
    Double target = tile.target();
    if (target == null) {
      return "";
    }
    String most = tile.targetIs() == Goal.AT_MOST ? "at most " : "";
    return "target " + most + shown(field, target).text();
  }

  /** Limits with unit: {@code 0 to 7 °C}. */
  static String limits(ValueFormat format, Field field, Band band) {
    return limits(format, ValueFormat.symbol(field), band);
  }

  static String limits(ValueFormat format, String unit, Band band) {
    Double min = band.min();
    Double max = band.max();
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

  private Shown shown(Field field, double number) {
    if (tile.shareInBand()) {
      return figures.percent(number, number == Math.rint(number) ? 0 : 1);
    }
    boolean latest = tile.over() == Over.LATEST;
    return figures.show(
        field,
        tile.aggregate(),
        number,
        latest ? (number == 1 ? "device" : "devices") : "readings");
  }

  private String words(Field field) {
    return switch (tile.aggregate()) {
      case AVG, LAST -> "average";
      case MIN -> "lowest";
      case MAX -> "highest";
      case SUM -> field.type() instanceof FieldType.Bool ? "number of devices" : "sum";
      case COUNT -> tile.over() == Over.LATEST ? "how many devices" : "how many readings";
    };
  }
}
