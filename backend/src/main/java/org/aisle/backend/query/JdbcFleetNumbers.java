package org.aisle.backend.query;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what {@link Sums} knows of pieces of time. */
@Component
class JdbcFleetNumbers implements FleetNumbers {

  private static final long HOUR = Duration.ofHours(1).toMillis() * 1_000;
  private static final long DAY = 24 * HOUR;

  /** From here on whole hours are worth more than being able to remember shorter pieces. */
  private static final long LONG = 12 * HOUR;

  /** From here on it is whole days. */
  private static final long LONGER = 60 * DAY;

  /**
   * The day of it does not matter as long as every piece of time divides a day or is whole days.
   */
  private static final LocalDateTime ORIGIN = LocalDateTime.of(2001, 1, 1, 0, 0);

  /** How many sums of an uncut range are asked for at most, if there are not more groups. */
  private static final int PIECES = 60_000;

  private final Sums sums;

  JdbcFleetNumbers(Sums sums) {
    this.sums = sums;
  }

  /** What a cell stands for. */
  private record Place(int group, @Nullable LocalDateTime start, @Nullable String state) {

    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::group)
            .thenComparing(Place::start, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Place::state, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  @Override
  public List<Cell> cells(Question question) {
    List<String> names = List.copyOf(new TreeSet<>(question.groups().keySet()));
    Asked asked =
        new Asked(
            question.app(),
            names.stream().map(n -> Objects.requireNonNull(question.groups().get(n))).toList(),
            question.range(),
            question.field(),
            question.aggregate(),
            width(question),
            question.by(),
            question.within());
    Map<Place, Sum> cells = new LinkedHashMap<>();
    for (Sum sum : sums.withFineEdges(asked)) {
      LocalDateTime start = start(question.every(), question.zone(), sum.piece());
      cells.merge(
          new Place(sum.group(), start, sum.state()),
          sum,
          (earlier, later) -> earlier.and(later, question.aggregate()));
    }
    return cells.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Place.ORDER))
        .limit(MOST_CELLS)
        .map(
            cell ->
                new Cell(
                    names.get(cell.getKey().group()),
                    cell.getKey().start(),
                    cell.getKey().state(),
                    cell.getValue().by(question.aggregate()),
                    cell.getValue().count()))
        .toList();
  }

  /**
   * Pieces that make up the wanted ones in the time zone; as long as can be, best of whole hours.
   */
  private static long width(Question question) {
    Duration every = question.every();
    TimeRange range = question.range();
    if (every != null) {
      return gcd(every.toNanos() / 1_000, common(question.zone(), range));
    }
    long span = LineReducer.micros(range.to()) - LineReducer.micros(range.from());
    long nice =
        Intervals.nice(span, Math.clamp(PIECES / Math.max(1, question.groups().size()), 24, 288));
    return span < LONG ? nice : Math.max(nice, span < LONGER ? HOUR : DAY);
  }

  /** What the distances of local midnights of the range from those of UTC can be divided by. */
  private static long common(ZoneId zone, TimeRange range) {
    long common = gcd(DAY, zone.getRules().getOffset(range.from()).getTotalSeconds() * 1_000_000L);
    ZoneOffsetTransition next = zone.getRules().nextTransition(range.from());
    while (next != null && next.getInstant().isBefore(range.to())) {
      common = gcd(common, next.getOffsetAfter().getTotalSeconds() * 1_000_000L);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return common;
  }

  private static long gcd(long a, long b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
  }

  private static @Nullable LocalDateTime start(@Nullable Duration every, ZoneId zone, long piece) {
    if (every == null) {
      return null;
    }
    LocalDateTime local = LocalDateTime.ofInstant(LineReducer.instant(piece), zone);
    long width = every.toNanos() / 1_000;
    long since = Duration.between(ORIGIN, local).toNanos() / 1_000;
    return ORIGIN.plus(
        Duration.ofNanos(Math.multiplyExact(Math.floorDiv(since, width) * width, 1_000L)));
  }
}
