package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.ui.chart.GaugeScale;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** The latest value of a device, or of the fleet, on a scale. */
final class GaugeTile extends FieldTile {

  private final Tile.Gauge tile;
  private final BigNumber number = new BigNumber();
  private final Paragraph note = new Paragraph();
  private @Nullable GaugeScale scale;

  GaugeTile(Tile.Gauge tile, Figures figures, TilePanel panel) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    note.addClassName("aisle-note");
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    String device = tile.device();
    Optional<Fleet.Member> one = device == null ? Optional.empty() : fleet.member(device);
    List<Double> numbers = fleet.numbers(tile.field());
    Double value =
        device == null
            ? numbers.isEmpty() ? null : (Double) Figures.sum(numbers, tile.aggregate())
            : one.map(member -> Fleet.number(member.value(tile.field()))).orElse(null);
    boolean fresh = device == null || one.map(fleet::isFresh).orElse(false);
    return () -> {
      panel.subtitle(
          device == null
              ? "%s of %d devices".formatted(Figures.words(tile.aggregate()), numbers.size())
              : one.map(m -> m.device().name() + ", " + fleet.placeName(m.device())).orElse(""));
      panel.age(
          device == null
              ? fleet.newest(List.of(tile.field()))
              : one.map(m -> m.time(tile.field())).orElse(null),
          fleet.now());
      if (value == null) {
        panel.instead(
            device == null
                ? "No device reported %s within %s."
                    .formatted(field.displayName(), Ages.words(fleet.fresh()))
                : "Nothing was heard of %s of %s yet.".formatted(field.displayName(), device));
        return;
      }
      panel.instead(null);
      show(field, value, fresh);
    };
  }

  private void show(Field field, double value, boolean fresh) {
    GaugeScale dial = scale;
    if (dial == null) {
      dial =
          new GaugeScale(
              tile.min(),
              tile.max(),
              end(field, tile.min()),
              end(field, tile.max()),
              tile.band(),
              tile.target());
      scale = dial;
      panel.with(dial, number, note);
    }
    Tone tone = figures.tone(value, tile.band(), fresh);
    dial.show(value, tone.key());
    boolean beyond = value < tile.min() || value > tile.max();
    number.show(
        figures.show(field, value),
        tone == Tone.PLAIN ? null : tone,
        beyond ? tone.word() + ", beyond the scale" : tone.word());
    String words =
        tile.band() == null
            ? ""
            : KpiTile.limits(figures.format(), figures.symbol(field), tile.band());
    if (tile.target() != null) {
      words += (words.isEmpty() ? "" : " · ") + "target " + end(field, tile.target());
    }
    note.setText(words);
  }

  private String end(Field field, double value) {
    return value == Math.rint(value)
        ? new Shown(figures.format().number(value, 0), figures.symbol(field)).text()
        : figures.show(field, value).text();
  }
}
