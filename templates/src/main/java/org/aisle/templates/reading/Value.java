package org.aisle.templates.reading;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One observed value, already in the canonical unit of its field.
 *
 * <p>Values have a total natural order: by kind in the order of the nested types below, then by
 * content. It decides which of two values for the same field and instant is kept, so it must never
 * change.
 */
public sealed interface Value extends Comparable<Value> {

  /** A finite decimal number; negative zero becomes zero. */
  record Num(double value) implements Value {
    public Num {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("A number must be finite.");
      }
      value = value == 0 ? 0.0 : value;
    }
  }

  /** A whole number of at most 64 bits. */
  record Whole(long value) implements Value {}

  record Flag(boolean value) implements Value {}

  /** Text without the NUL character, which PostgreSQL cannot keep. */
  record Text(String value) implements Value {
    public Text {
      if (value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("Text must not contain the NUL character.");
      }
    }
  }

  /** A point in time, to the microsecond. */
  record Moment(Instant value) implements Value {
    public Moment {
      value = Times.toMicros(value);
    }
  }

  /** A position in degrees (WGS 84), altitude in metres. */
  record Geo(double lat, double lon, @Nullable Double alt) implements Value {
    public Geo {
      if (!(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180)) {
        throw new IllegalArgumentException(
            "A position has a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
      }
      if (alt != null && !Double.isFinite(alt)) {
        throw new IllegalArgumentException("An altitude must be finite.");
      }
      lat = lat == 0 ? 0.0 : lat;
      lon = lon == 0 ? 0.0 : lon;
      alt = alt != null && alt == 0 ? Double.valueOf(0.0) : alt;
    }
  }

  /** Three finite components in the field's unit. */
  record Vec(double x, double y, double z) implements Value {
    public Vec {
      if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
        throw new IllegalArgumentException("The components of a vector must be finite.");
      }
      x = x == 0 ? 0.0 : x;
      y = y == 0 ? 0.0 : y;
      z = z == 0 ? 0.0 : z;
    }
  }

  /** Structured or unmodelled content as canonical JSON text, see {@link CanonicalJson}. */
  record Tree(String json) implements Value {}

  @Override
  default int compareTo(Value other) {
    return ValueOrder.compare(this, other);
  }

  /** The natural order, for use as a comparator. */
  static Comparator<Value> naturalOrder() {
    return ValueOrder::compare;
  }
}
