package org.aisle.backend.evaluation;

import org.aisle.templates.place.GeoPosition;

/**
 * Speed or distance along positions, by the great circle on the mean sphere ({@link
 * GeoPosition#metres}, the haversine formula of R. W. Sinnott, Virtues of the Haversine, Sky and
 * Telescope 68 (1984) 159).
 *
 * <p>Speed is that between the last two positions, unknown before the second and after a gap.
 * Distance grows by the step from the last position that counted once the step is long enough; a
 * step that is too short leaves that position where it is, so that slow movement adds up and the
 * jitter of a device at rest does not. A gap adds nothing.
 */
final class MovementRun extends DerivedRun {

  /** What is derived. */
  sealed interface Kind {
    /** Metres per second. */
    record Speed() implements Kind {}

    /** Metres over a period. */
    record Distance(Amounts amounts, double least) implements Kind {}
  }

  private final Kind kind;
  private final int lat;
  private final int lon;
  private long at = Micros.NEVER;
  private double lastLat = Double.NaN;
  private double lastLon = Double.NaN;
  private double speed = Double.NaN;

  MovementRun(DerivedProgram program, Kind kind, int lat, int lon) {
    super(program);
    this.kind = kind;
    this.lat = lat;
    this.lon = lon;
  }

  @Override
  void take(LiveFrame frame, Stored to) {
    long now = frame.now();
    if (kind instanceof Kind.Distance d) {
      d.amounts().advance(now);
    }
    if (frame.at(lat) == now) {
      moved(now, frame.number(lat), frame.number(lon));
    }
    boolean known = at != Micros.NEVER && now - at <= program.gap();
    double value =
        !known
            ? Double.NaN
            : switch (kind) {
              case Kind.Speed s -> speed;
              case Kind.Distance d -> d.amounts().total(0);
            };
    set(frame, to, value, null);
  }

  private void moved(long now, double toLat, double toLon) {
    boolean joined = at != Micros.NEVER && now - at <= program.gap();
    double metres = joined ? GeoPosition.metres(lastLat, lastLon, toLat, toLon) : Double.NaN;
    boolean counts =
        switch (kind) {
          case Kind.Speed s -> {
            speed = metres / ((double) (now - at) / Micros.SECOND);
            yield true;
          }
          case Kind.Distance d -> {
            boolean farEnough = metres >= d.least();
            if (farEnough) {
              d.amounts().add(0, metres);
            }
            yield farEnough || !joined;
          }
        };
    if (counts) {
      lastLat = toLat;
      lastLon = toLon;
    }
    at = now;
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.flag(at != Micros.NEVER);
    if (at != Micros.NEVER) {
      to.whole(at).number(lastLat).number(lastLon).number(speed);
    }
    if (kind instanceof Kind.Distance d) {
      d.amounts().save(to);
    }
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    if (from.flag()) {
      at = from.whole();
      lastLat = from.number();
      lastLon = from.number();
      speed = from.number();
    }
    if (kind instanceof Kind.Distance d) {
      d.amounts().restore(from);
    }
  }
}
