package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.aisle.templates.dashboard.Tile.Band;
import org.jspecify.annotations.Nullable;

/** A half circle from a least to a greatest value, with limits, a target and a hand. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class GaugeScale extends Div {

  private final Div limits = new Div();
  private final Div target = new Div();
  private final Div hand = new Div();
  private final double min;
  private final double max;

  /**
   * @param least the least value as text
   * @param most the greatest value as text
   */
  public GaugeScale(
      double min,
      double max,
      String least,
      String most,
      @Nullable Band band,
      @Nullable Double goal) {
    this.min = min;
    this.max = max;
    addClassName("aisle-gauge");
    getElement().setAttribute("aria-hidden", "true");
    Div arc = new Div();
    arc.addClassName("aisle-gauge-arc");
    limits.addClassName("aisle-gauge-band");
    limits.setVisible(band != null);
    if (band != null) {
      double from = band.min() == null ? 0 : share(band.min());
      double to = band.max() == null ? 1 : share(band.max());
      limits
          .getStyle()
          .set(
              "background",
              String.format(
                  Locale.ROOT,
                  "conic-gradient(from 270deg, transparent %1$.4fturn, var(--aisle-good) %1$.4fturn %2$.4fturn, transparent %2$.4fturn)",
                  from / 2,
                  to / 2));
    }
    target.addClassName("aisle-gauge-target");
    target.setVisible(goal != null);
    if (goal != null) {
      turn(target, goal);
    }
    hand.addClassName("aisle-gauge-hand");
    Div dial = new Div(arc, limits, target, hand);
    dial.addClassName("aisle-gauge-dial");
    Div ends = new Div(new Span(least), new Span(most));
    ends.addClassName("aisle-gauge-ends");
    add(dial, ends);
  }

  /** Beyond its ends the hand stays at the end. */
  public void show(double value, String tone) {
    turn(hand, value);
    hand.setClassName("aisle-gauge-hand aisle-tone-" + tone);
  }

  private void turn(Div part, double value) {
    part.getStyle()
        .set("transform", String.format(Locale.ROOT, "rotate(%.1fdeg)", 180 * share(value) - 90));
  }

  private double share(double value) {
    return Math.clamp((value - min) / (max - min), 0, 1);
  }
}
