package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a whole as a ring, from the top clockwise in the order of its legend. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class Donut extends Div {

  private static final double RADIUS = 50;

  /** Slices smaller than this share have no number beside them. */
  private static final double LEAST_NUMBERED = 0.04;

  /** Half the gap between two slices, of the whole ring. */
  private static final double GAP = 0.004;

  private final Div ring = new Div();
  private final Div holder = new Div(ring);
  private final Kept<Span> numbers = new Kept<>(holder, Donut::number);
  private final Span whole = new Span();
  private final Span what = new Span();
  private final PartLegend legend = new PartLegend();
  private List<Part> shown = List.of();

  public Donut() {
    addClassName("aisle-donut");
    ring.addClassName("aisle-donut-ring");
    whole.addClassName("aisle-donut-whole");
    Div words = new Div(whole, what);
    words.addClassName("aisle-donut-words");
    holder.addClassName("aisle-donut-holder");
    holder.getElement().setAttribute("aria-hidden", "true");
    holder.add(words);
    add(holder, legend);
  }

  /**
   * @param middle what stands in the ring: the whole
   */
  public void show(List<Part> parts, String middle, String below) {
    if (parts.equals(shown)) {
      return;
    }
    shown = List.copyOf(parts);
    double sum = parts.stream().mapToDouble(Part::value).sum();
    StringBuilder colours = new StringBuilder("conic-gradient(");
    double at = 0;
    boolean several = parts.stream().filter(part -> part.value() > 0).count() > 1;
    Map<Integer, Double> numbered = new LinkedHashMap<>();
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
        numbered.put(i + 1, at + share / 2);
      }
      at += share;
    }
    ring.getStyle().set("background", colours.append(')').toString());
    Iterator<Span> spans = numbers.first(numbered.size()).iterator();
    numbered.forEach((number, turn) -> place(spans.next(), number, turn));
    whole.setText(middle);
    what.setText(below);
    legend.show(parts);
  }

  private static String turn(String colour, double from, double to) {
    return String.format(Locale.ROOT, "%s %.4fturn %.4fturn", colour, from, to);
  }

  private static Span number() {
    Span span = new Span();
    span.addClassName("aisle-donut-number");
    return span;
  }

  private static void place(Span span, int number, double turn) {
    double angle = turn * 2 * Math.PI;
    span.setText(String.valueOf(number));
    span.getStyle()
        .set("left", Bars.percent(50 + RADIUS * Math.sin(angle)))
        .set("top", Bars.percent(50 - RADIUS * Math.cos(angle)));
  }
}
