package org.aisle.templates.reading;

import java.util.Comparator;
import org.aisle.templates.reading.Value.Flag;
import org.aisle.templates.reading.Value.Geo;
import org.aisle.templates.reading.Value.Moment;
import org.aisle.templates.reading.Value.Num;
import org.aisle.templates.reading.Value.Text;
import org.aisle.templates.reading.Value.Tree;
import org.aisle.templates.reading.Value.Vec;
import org.aisle.templates.reading.Value.Whole;

final class ValueOrder {

  private static final Comparator<Geo> GEO =
      Comparator.comparingDouble(Geo::lat)
          .thenComparingDouble(Geo::lon)
          .thenComparing(Geo::alt, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final Comparator<Vec> VEC =
      Comparator.comparingDouble(Vec::x).thenComparingDouble(Vec::y).thenComparingDouble(Vec::z);

  private ValueOrder() {}

  static int compare(Value a, Value b) {
    return switch (a) {
      case Num x when b instanceof Num y -> Double.compare(x.value(), y.value());
      case Whole x when b instanceof Whole y -> Long.compare(x.value(), y.value());
      case Flag x when b instanceof Flag y -> Boolean.compare(x.value(), y.value());
      case Text x when b instanceof Text y -> x.value().compareTo(y.value());
      case Moment x when b instanceof Moment y -> x.value().compareTo(y.value());
      case Geo x when b instanceof Geo y -> GEO.compare(x, y);
      case Vec x when b instanceof Vec y -> VEC.compare(x, y);
      case Tree x when b instanceof Tree y -> x.json().compareTo(y.json());
      default -> Integer.compare(rank(a), rank(b));
    };
  }

  private static int rank(Value value) {
    return switch (value) {
      case Num n -> 0;
      case Whole w -> 1;
      case Flag f -> 2;
      case Text t -> 3;
      case Moment m -> 4;
      case Geo g -> 5;
      case Vec v -> 6;
      case Tree t -> 7;
    };
  }
}
