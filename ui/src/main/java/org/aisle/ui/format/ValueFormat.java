package org.aisle.ui.format;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical values for people of one locale, times in one zone. Numbers always come with the
 * symbol of their unit, after a no-break space. Immutable and thread-safe.
 */
public record ValueFormat(Locale locale, ZoneId zone) {
  /** Zone {@code Z} is called {@code UTC}: the other is unknown to browsers and to people. */
  public ValueFormat {
    zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
  }

  /** Longest text that is shown of one value. */
  private static final int LONGEST = 120;

  private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB");

  /** A value and its unit apart, so that a page can set them in different sizes. */
  public record Shown(String value, String unit) {
    /** Both, joined by a no-break space. */
    public String text() {
      return unit.isEmpty() || unit.equals("°") ? value + unit : value + "\u00a0" + unit;
    }
  }

  /**
   * For whoever reads the current page, in the language their browser prefers for numbers; also
   * while the server pushes to that page.
   */
  public static ValueFormat ofReader(ZoneId zone) {
    VaadinRequest request = VaadinRequest.getCurrent();
    if (request != null) {
      return new ValueFormat(request.getLocale(), zone);
    }
    UI page = UI.getCurrent();
    VaadinSession session = page == null ? null : page.getSession();
    return new ValueFormat(session == null ? Locale.ENGLISH : session.getLocale(), zone);
  }

  public static Shown none() {
    return new Shown("–", "");
  }

  /** How many decimals of a field mean something to an operator. */
  public static int decimals(Field field) {
    return field.type() instanceof FieldType.Whole ? 0 : decimals(field.unit());
  }

  /** How many decimals of a measurement in that unit mean something; 2 without a unit. */
  public static int decimals(@Nullable Unit unit) {
    if (unit == null) {
      return 2;
    }
    return switch (unit.dimension()) {
      case TEMPERATURE, PRESSURE, VELOCITY, ENERGY, LENGTH, CURRENT -> 1;
      case RATIO, ILLUMINANCE, POWER, TIME, SIGNAL_LEVEL, SOUND_PRESSURE, DATA_SIZE, ANGLE -> 0;
      default -> 2;
    };
  }

  /** The unit's symbol, or nothing. */
  public static String symbol(Field field) {
    return field.unit() == null ? "" : field.unit().symbol();
  }

  public String number(double value, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    if (format instanceof DecimalFormat decimal) {
      decimal.setNegativePrefix("−");
    }
    String text = format.format(value);
    return text.startsWith("−") && text.chars().noneMatch(c -> c >= '1' && c <= '9')
        ? text.substring(1)
        : text;
  }

  /** A number of a field, for instance an average of it. */
  public Shown show(Field field, double value) {
    return scaled(field, value)
        .orElseGet(() -> new Shown(number(value, decimals(field)), symbol(field)));
  }

  /** Many bytes in a larger unit: nobody reads ten digits. */
  private Optional<Shown> scaled(Field field, double value) {
    if (!symbol(field).equals("B") || Math.abs(value) < 10_000) {
      return Optional.empty();
    }
    int power = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 1000 && power < BYTES.size() - 1) {
      scaled /= 1000;
      power++;
    }
    return Optional.of(new Shown(number(scaled, 1), BYTES.get(power)));
  }

  /** Any value of a field; {@link #none} for a missing one. */
  public Shown show(Field field, @Nullable Value value) {
    if (value == null) {
      return none();
    }
    return switch (value) {
      case Value.Num n -> show(field, n.value());
      case Value.Whole w ->
          scaled(field, w.value()).orElseGet(() -> new Shown(number(w.value(), 0), symbol(field)));
      case Value.Flag f -> new Shown(f.value() ? "Yes" : "No", "");
      case Value.Text t -> t.value().isBlank() ? none() : new Shown(option(field, t.value()), "");
      case Value.Moment m -> new Shown(moment(m.value()), "");
      case Value.Geo g ->
          new Shown(String.format(Locale.ROOT, "%.5f°, %.5f°", g.lat(), g.lon()), "");
      case Value.Vec v -> {
        int decimals = decimals(field);
        yield new Shown(
            "x %s, y %s, z %s"
                .formatted(
                    number(v.x(), decimals), number(v.y(), decimals), number(v.z(), decimals)),
            symbol(field));
      }
      case Value.Tree t -> new Shown(shortened(t.json()), "");
    };
  }

  /** A property's canonical text as people read it: names for options, numbers with their unit. */
  public String text(@Nullable Field field, String value) {
    if (field == null) {
      return value;
    }
    return switch (field.type()) {
      case FieldType.Bool b -> value.equals("true") ? "Yes" : "No";
      case FieldType.Choice c -> option(field, value);
      case FieldType.Moment m -> momentOf(value);
      case FieldType.Decimal d -> quantity(field, value);
      case FieldType.Whole whole -> quantity(field, value);
      case FieldType.Text t -> value;
      case FieldType.GeoPoint g -> value;
      case FieldType.Vector v -> value;
      case FieldType.Tree t -> value;
    };
  }

  private String momentOf(String value) {
    try {
      return moment(Instant.parse(value));
    } catch (DateTimeException e) {
      return value;
    }
  }

  private String quantity(Field field, String value) {
    try {
      return show(field, Double.parseDouble(value)).text();
    } catch (NumberFormatException e) {
      return value;
    }
  }

  /** Date and time to the second, in {@link #zone}. */
  public String moment(Instant at) {
    return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", locale).withZone(zone).format(at);
  }

  /** As short as can be understood at {@code now}: the time of day, with its day if not today. */
  public String shortMoment(Instant at, Instant now) {
    ZonedDateTime then = at.atZone(zone);
    ZonedDateTime today = now.atZone(zone);
    String pattern =
        then.toLocalDate().equals(today.toLocalDate())
            ? "HH:mm"
            : then.getYear() == today.getYear() ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
    return DateTimeFormatter.ofPattern(pattern, locale).format(then);
  }

  /** The name of {@link #zone} for people: {@code Central European Time (Europe/Berlin)}. */
  public String zoneName() {
    return zone.getDisplayName(TextStyle.FULL, Locale.UK) + " (" + zone.getId() + ")";
  }

  private static String option(Field field, String name) {
    if (field.type() instanceof FieldType.Choice choice) {
      return choice.options().stream()
          .filter(o -> o.name().equals(name))
          .findFirst()
          .map(FieldType.Choice.Option::displayName)
          .orElse(shortened(name));
    }
    return shortened(name);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** The value as a number where it is one, else null. */
  public static @Nullable Double numeric(@Nullable Value value) {
    return switch (value) {
      case Value.Num n -> n.value();
      case Value.Whole w -> (double) w.value();
      case null, default -> null;
    };
  }
}
