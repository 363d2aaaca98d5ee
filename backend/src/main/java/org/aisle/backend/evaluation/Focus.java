package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.backend.evaluation.Layout.Input;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.templates.condition.Limit;
import org.aisle.templates.condition.Limit.Relation;
import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What the evidence of a rule's occurrences shows. Immutable. */
final class Focus {

  /** A field that is drawn, with its limit where it has one. */
  private record Watched(String path, @Nullable String component, @Nullable Quantity limit) {}

  /**
   * How the sentence about the main value is built.
   *
   * @param subject "Internal temperature", "The average of Internal temperature over 1 h"
   * @param unit a blank and the symbol, or empty
   * @param relation to its limit, the first one watched
   * @param length " for 30 min", or empty
   */
  record Main(String subject, String unit, Relation relation, String length) {}

  private static final int MOST_TEXT = 256;

  private final Map<String, Field> fields = new TreeMap<>();
  private final Layout layout;
  private final List<Watched> watched = new ArrayList<>();
  private final @Nullable Main main;
  private final int slot;
  private final String otherwise;

  /**
   * @param uses the names that the rule's trigger needs
   * @param limits of the trigger; the first one is that of {@code main}
   * @param slot of the main value in the frame, or -1 where somebody else works it out
   * @param otherwise the sentence where there is no main value or it is not what made it true
   */
  Focus(
      Layout layout,
      Iterable<String> uses,
      List<Limit> limits,
      @Nullable Main main,
      int slot,
      String otherwise) {
    this.layout = layout;
    this.main = main;
    this.slot = slot;
    this.otherwise = otherwise;
    for (String use : uses) {
      layout
          .find(use)
          .ifPresent(
              name -> {
                if (name.source() instanceof Source.OfField of) {
                  fields.put(of.field().path(), of.field());
                } else if (name.source() instanceof Source.OfPlace) {
                  Input position = layout.position();
                  if (position != null) {
                    fields.put(position.field().path(), position.field());
                  }
                }
              });
    }
    SortedSet<String> open = new TreeSet<>(fields.keySet());
    for (Limit limit : limits) {
      String path = path(layout, limit.name());
      watched.add(new Watched(path, component(layout, limit.name()), limit.limit()));
      open.remove(path);
    }
    open.forEach(path -> watched.add(new Watched(path, null, null)));
  }

  private static String path(Layout layout, String name) {
    return layout
        .find(name)
        .map(Name::source)
        .map(source -> source instanceof Source.OfField of ? of.field().path() : name)
        .orElse(name);
  }

  private static @Nullable String component(Layout layout, String name) {
    Name found = layout.find(name).orElse(null);
    return found != null && found.source() instanceof Source.OfField of ? of.component() : null;
  }

  /** The value that the sentence is about; NaN where there is none. */
  double value(LiveFrame frame) {
    return slot < 0 ? Double.NaN : frame.number(slot);
  }

  boolean moreExtreme(double value, double than) {
    if (Double.isNaN(value)) {
      return false;
    }
    if (Double.isNaN(than)) {
      return true;
    }
    return main != null
        && switch (main.relation()) {
          case ABOVE, AT_LEAST -> value > than;
          case BELOW, AT_MOST -> value < than;
        };
  }

  /** The values that matter as of the frame's reading. */
  Sample sample(LiveFrame frame) {
    SortedMap<String, Value> values = new TreeMap<>();
    for (Field field : fields.values()) {
      Value value = value(frame, field);
      if (value != null) {
        values.put(field.path(), value);
      }
    }
    return new Sample(Micros.instant(frame.now()), values);
  }

  private @Nullable Value value(LiveFrame frame, Field field) {
    Input input = layout.input(field.path());
    if (input != null && input.slot() < 0) {
      double a = frame.number(input.components()[0]);
      double b = frame.number(input.components()[1]);
      double c = frame.number(input.components()[2]);
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return null;
      }
      return field.type() instanceof FieldType.GeoPoint
          ? new Value.Geo(a, b, Double.isNaN(c) ? null : Double.valueOf(c))
          : new Value.Vec(a, b, c);
    }
    int at = layout.slot(field.path());
    return at < 0 ? null : value(field.type(), frame.number(at), frame.text(at));
  }

  /** A value of that type; null where it is unknown. */
  static @Nullable Value value(FieldType type, double number, @Nullable String text) {
    return switch (type) {
      case FieldType.Text t -> text == null ? null : new Value.Text(shortened(text));
      case FieldType.Choice c -> text == null ? null : new Value.Text(shortened(text));
      case FieldType.Decimal d -> Double.isFinite(number) ? new Value.Num(number) : null;
      case FieldType.Whole w ->
          Double.isFinite(number) ? new Value.Whole(Math.round(number)) : null;
      case FieldType.Bool b -> Double.isNaN(number) ? null : new Value.Flag(number != 0);
      case FieldType.Moment m ->
          Double.isFinite(number)
              ? new Value.Moment(Micros.instant(Math.round(number * 1e6)))
              : null;
      case FieldType.GeoPoint g -> null;
      case FieldType.Vector v -> null;
      case FieldType.Tree t -> null;
    };
  }

  private static String shortened(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
  }

  /** The limits in force at the frame's reading; that of the main value first. */
  double[] limits(LiveFrame frame) {
    double[] limits = new double[watched.size()];
    for (int i = 0; i < limits.length; i++) {
      Quantity limit = watched.get(i).limit();
      limits[i] = limit == null ? Double.NaN : limit.in(frame);
    }
    return limits;
  }

  /** Of fields only: a limit of a distance or of a count is drawn beside nothing. */
  List<Line> lines(double[] limits) {
    List<Line> lines = new ArrayList<>(watched.size());
    for (int i = 0; i < watched.size(); i++) {
      if (!fields.containsKey(watched.get(i).path())) {
        continue;
      }
      double limit = i < limits.length ? limits[i] : Double.NaN;
      Watched each = watched.get(i);
      lines.add(new Line(each.path(), Double.isFinite(limit) ? limit : null, each.component()));
    }
    return lines;
  }

  String sentence(double first, double extreme, double raising, double[] limits, long readings) {
    double limit = limits.length == 0 ? Double.NaN : limits[0];
    if (main == null || Double.isNaN(limit) || !violates(main.relation(), raising, limit)) {
      return otherwise;
    }
    StringBuilder text =
        new StringBuilder(main.subject())
            .append(
                switch (main.relation()) {
                  case ABOVE -> " was above ";
                  case AT_LEAST -> " was at least ";
                  case BELOW -> " was below ";
                  case AT_MOST -> " was at most ";
                })
            .append(Phrases.number(limit))
            .append(main.unit())
            .append(main.length())
            .append(": ")
            .append(Phrases.number(first))
            .append(main.unit());
    if (readings > 1 && extreme != first) {
      text.append(" at the start, ")
          .append(
              switch (main.relation()) {
                case ABOVE, AT_LEAST -> "at most ";
                case BELOW, AT_MOST -> "at least ";
              })
          .append(Phrases.number(extreme))
          .append(main.unit());
    }
    return text.append('.').toString();
  }

  /** Whether a value lies so to its limit. */
  static boolean violates(Relation relation, double value, double limit) {
    return switch (relation) {
      case ABOVE -> value > limit;
      case AT_LEAST -> value >= limit;
      case BELOW -> value < limit;
      case AT_MOST -> value <= limit;
    };
  }

  /** A blank and the symbol of the name's unit, or empty. */
  static String unit(Layout layout, String name) {
    return layout
        .find(name)
        .map(Name::source)
        .map(source -> source instanceof Source.OfField of ? of.field().unit() : null)
        .map(Unit::symbol)
        .map(symbol -> " " + symbol)
        .orElse("");
  }

  /** As people call it. */
  static String display(Layout layout, String name) {
    return layout
        .find(name)
        .map(Name::source)
        .map(
            source ->
                switch (source) {
                  case Source.OfField of ->
                      of.component() == null
                          ? of.field().displayName()
                          : of.field().displayName() + " (" + of.component() + ")";
                  case Source.OfProperty of -> of.field().displayName();
                  case Source.OfAsset of -> of.field().displayName();
                  case Source.OfPlace of -> name;
                })
        .orElse(name);
  }
}
