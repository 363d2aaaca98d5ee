package org.aisle.ui.dashboard;

import java.util.List;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.ui.chart.ChartLine;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** Writes and judges numbers the way a tile wants it. */
record Figures(ValueFormat format, Frame frame) {

  Shown show(Field field, double value) {
    return new Shown(format.number(value, decimals(field)), symbol(field));
  }

  Shown show(Field field, @Nullable Value value) {
    Double number = ValueFormat.numeric(value);
    boolean usual = frame.decimals() == null && frame.unit() == null;
    return usual || number == null ? format.show(field, value) : show(field, number);
  }

  /** A line whose numbers are rounded as the tile wants it. */
  ChartLine line(String name, Field field, List<Point> points) {
    return new ChartLine(name, symbol(field), decimals(field), points);
  }

  /** The unit of the field, or what the tile says that it counts. */
  String symbol(Field field) {
    String counted = frame.unit();
    return counted != null && field.unit() == null && field.numeric()
        ? counted
        : ValueFormat.symbol(field);
  }

  int decimals(Field field) {
    Integer wanted = frame.decimals();
    return wanted == null ? ValueFormat.decimals(field) : wanted;
  }

  /** What an aggregate of a field is; of yes and no it is a share or a number of devices. */
  Shown show(Field field, Aggregate aggregate, double value, String counted) {
    boolean yesNo = field.type() instanceof FieldType.Bool;
    if (aggregate == Aggregate.COUNT || aggregate == Aggregate.SUM && yesNo) {
      return new Shown(format.number(value, 0), counted);
    }
    return yesNo ? percent(100 * value, 0) : show(field, value);
  }

  Shown percent(double value, int usual) {
    Integer wanted = frame.decimals();
    return new Shown(format.number(value, wanted == null ? usual : wanted), "%");
  }

  /** By the tile's colours, else by the limits. */
  Tone tone(@Nullable Double value, @Nullable Band band, boolean fresh) {
    if (fresh && value != null) {
      for (var colour : frame.colours()) {
        if (colour.fits(value)) {
          return switch (colour.tone()) {
            case GOOD -> Tone.GOOD;
            case WARNING -> Tone.WARN;
            case BAD -> Tone.BAD;
            case NEUTRAL -> Tone.PLAIN;
          };
        }
      }
    }
    return Tone.of(value, band, fresh);
  }

  static String words(Aggregate aggregate) {
    return switch (aggregate) {
      case AVG -> "average";
      case MIN -> "lowest";
      case MAX -> "highest";
      case SUM -> "sum";
      case COUNT -> "count";
      case LAST -> "last value";
    };
  }

  /** The aggregate of the latest numbers; each of them is a last value. */
  static double sum(List<Double> numbers, Aggregate aggregate) {
    var all = numbers.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return switch (aggregate) {
      case AVG, LAST -> all.getAverage();
      case MIN -> all.getMin();
      case MAX -> all.getMax();
      case SUM -> all.getSum();
      case COUNT -> all.getCount();
    };
  }
}
