package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** One number with its unit, and how it stands in words and colour. */
final class BigNumber extends Div {

  private final Span value = new Span();
  private final Span unit = new Span();
  private final Span standing = new Span();

  BigNumber() {
    addClassName("aisle-number");
    value.addClassName("aisle-number-value");
    unit.addClassName("aisle-number-unit");
    standing.addClassName("aisle-standing");
    add(new Div(value, unit), standing);
  }

  void show(Shown shown, @Nullable Tone tone, String words) {
    value.setText(shown.value());
    unit.setText(shown.unit().isEmpty() ? "" : "\u00a0" + shown.unit());
    standing(standing, tone, words);
  }

  /** Symbol, word and colour, never one alone. */
  static void standing(Span span, @Nullable Tone tone, String words) {
    span.setVisible(tone != null);
    if (tone != null) {
      span.setText(tone.symbol() + "\u00a0" + words);
      span.setClassName("aisle-standing aisle-standing-" + tone.key());
    }
  }
}
