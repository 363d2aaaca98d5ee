package org.aisle.sim.replay;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.unit.Unit;

/**
 * How the fields of a recording become those of a device template.
 *
 * @param time the source field that holds the time
 * @param seq the source field that holds a sequence number, if any
 * @param ignored source fields that are left out on purpose
 * @param keepUnmapped whether other source fields are sent under their own names
 */
public record RecordingMap(
    String time,
    TimeFormat timeFormat,
    Optional<String> seq,
    List<Target> targets,
    Set<String> ignored,
    boolean keepUnmapped) {

  /** How a time is written. */
  public enum TimeFormat {
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLISECONDS
  }

  /** What a value of one source field becomes. */
  public enum Kind {
    /** Numbers and booleans as such, everything else as text. */
    ANY,
    NUMBER,
    TEXT,
    BOOLEAN
  }

  /** From which unit to which; both measure the same. */
  public record Conversion(Unit from, Unit to) {

    static final Conversion NONE_NEEDED =
        new Conversion(Unit.named("unity").orElseThrow(), Unit.named("unity").orElseThrow());

    /**
     * The converted value, rounded to 12 significant digits so that decimal input gives clean
     * decimals; the same value where both units are the same.
     */
    double apply(double value) {
      return from.equals(to) ? value : rounded(from.convert(value, to));
    }

    private static double rounded(double value) {
      return Double.isFinite(value)
          ? BigDecimal.valueOf(value).round(new MathContext(12)).doubleValue()
          : value;
    }
  }

  /** One field of the device template. */
  public sealed interface Target {

    /** Its path; dots separate components. */
    String path();

    /** The source fields it takes. */
    List<String> sources();
  }

  /** A field that comes from one source field. */
  public record Single(String path, String source, Kind kind, Conversion conversion)
      implements Target {
    @Override
    public List<String> sources() {
      return List.of(source);
    }
  }

  /** A vector that comes from three source fields: x, y, z. */
  public record Vector(String path, List<String> sources, Conversion conversion) implements Target {
    public Vector {
      sources = List.copyOf(sources);
    }
  }

  /** A position that comes from two or three source fields: lat, lon, alt. */
  public record GeoPoint(String path, List<String> sources) implements Target {
    public GeoPoint {
      sources = List.copyOf(sources);
    }
  }

  public RecordingMap {
    targets = List.copyOf(targets);
    ignored = Set.copyOf(ignored);
  }
}
