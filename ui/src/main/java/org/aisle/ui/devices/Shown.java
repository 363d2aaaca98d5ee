package org.aisle.ui.devices;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.aisle.backend.registry.App;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.ValueFormat;

/** How this package writes values and times; always text, never markup. */
final class Shown {

  private Shown() {}

  /** Numbers as the reader writes them; times in the app's zone, which {@link #zone} names. */
  static ValueFormat format(App app) {
    return ValueFormat.ofReader(app.zone());
  }

  /** A value by its path; what the template does not know is shown as it came. */
  static ValueFormat.Shown value(ValueFormat format, Fleet.Line line, String path, Value value) {
    return line.field(path)
        .map(field -> format.show(field, value))
        .orElseGet(
            () ->
                new ValueFormat.Shown(
                    switch (value) {
                      case Value.Num num -> format.number(num.value(), 2);
                      case Value.Whole whole -> Long.toString(whole.value());
                      case Value.Flag flag -> flag.value() ? "Yes" : "No";
                      case Value.Text text -> text.value();
                      case Value.Moment moment -> format.moment(moment.value());
                      case Value.Geo geo -> geo.lat() + ", " + geo.lon();
                      case Value.Vec v -> v.x() + ", " + v.y() + ", " + v.z();
                      case Value.Tree tree -> tree.json();
                    },
                    ""));
  }

  /** How far {@code then} lies from {@code base}, with its sign: {@code +2.3 s}. */
  static String offset(Instant base, Instant then) {
    Duration offset = Duration.between(base, then);
    return (offset.isNegative() ? "−" : "+") + span(offset.abs());
  }

  private static String span(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86400 + " d " + seconds % 86400 / 3600 + " h";
  }

  static String zone(ZoneId zone) {
    return new ValueFormat(Locale.UK, zone).zoneName();
  }
}
