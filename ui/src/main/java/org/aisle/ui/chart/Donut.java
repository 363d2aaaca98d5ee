package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;

/** The parts of a whole as a ring, from the top clockwise in the order of its legend. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class Donut extends Div {

  private static final double RADIUS = 50;

  /** Slices smaller than this share have no number beside them. */
  private static final double LEAST_NUMBERED = 0.04;

  /** Half the gap between two slices, of the whole ring. */
  private static final double GAP = 0.004;

  private List<Part> shown = List.of();

  public Donut() {
    addClassName("aisle-donut");
  }

  /**
   * @param middle what stands in the ring: the whole
   */
  public void show(List<Part> parts, String middle, String below) {
    if (parts.equals(shown)) {
      return;
    }
    shown = List.copyOf(parts);
    removeAll();
    double sum = parts.stream().mapToDouble(Part::value).sum();
    Div ring = new Div();
    ring.addClassName("aisle-donut-ring");
    Div holder = new Div(ring);
    holder.addClassName("aisle-donut-holder");
    holder.getElement().setAttribute("aria-hidden", "true");
    StringBuilder colours = new StringBuilder("conic-gradient(");
    double at = 0;
    boolean several = parts.stream().filter(part -> part.value() > 0).count() > 1;
    for (int i = 0; i < parts.size(); i++) {
      double share = sum > 0 ? parts.get(i).value() / sum : 0;
      double gap = several ? Math.min(GAP, share / 3) : 0;
      colours
          .append(i == 0 ? "" : ",")
          .append(turn("transparent", at, at + gap))
          .append(',')
          .append(turn("var(--aisle-series-" + (i % 8 + 1) + ")", at + gap, at + share - gap))
          .append(',')
          .append(turn("transparent", at + share - gap, at + share));
      if (share >= LEAST_NUMBERED) {
        holder.add(number(i + 1, at + share / 2));
      }
      at += share;
    }
    ring.getStyle().set("background", colours.append(')').toString());
    Span whole = new Span(middle);
    whole.addClassName("aisle-donut-whole");
    Div words = new Div(whole, new Span(below));
    words.addClassName("aisle-donut-words");
    holder.add(words);
    add(holder, Part.legend(parts));
  }

  private static String turn(String colour, double from, double to) {
    return String.format(Locale.ROOT, "%s %.4fturn %.4fturn", colour, from, to);
  }

  private static Span number(int number, double turn) {
    Span span = new Span(String.valueOf(number));
    span.addClassName("aisle-donut-number");
    double angle = turn * 2 * Math.PI;
    span.getStyle()
        .set("left", Bars.percent(50 + RADIUS * Math.sin(angle)))
        .set("top", Bars.percent(50 - RADIUS * Math.cos(angle)));
    return span;
  }
}
