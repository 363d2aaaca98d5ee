package org.aisle.ui.format;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.aisle.templates.rule.Severity;

/** How much an alert matters: a shape, a colour and a word, never one alone. */
public final class SeverityMark extends Span {

  public SeverityMark(Severity severity) {
    show(severity);
  }

  public void show(Severity severity) {
    setText(word(severity));
    setClassName("severity severity-" + key(severity));
  }

  /** Shape, colour and a number in place of the word; {@code label} says what the number counts. */
  public static Span count(Severity severity, long count, String label) {
    Span mark = new Span(count > 999 ? "999+" : Long.toString(count));
    mark.setClassName("severity severity-count severity-" + key(severity));
    mark.getElement().setAttribute("role", "img").setAttribute("aria-label", label);
    mark.setTitle(label);
    return mark;
  }

  /** For people: {@code Critical}. */
  public static String word(Severity severity) {
    return switch (severity) {
      case INFORMATION -> "Information";
      case WARNING -> "Warning";
      case CRITICAL -> "Critical";
    };
  }

  /** The suffix of the style sheets' class names, and as written in addresses. */
  public static String key(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
