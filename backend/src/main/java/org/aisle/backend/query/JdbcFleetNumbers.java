package org.aisle.backend.query;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Sum;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what {@link Sums} knows of pieces of time. */
@Component
class JdbcFleetNumbers implements FleetNumbers {

  /** What every time zone's distance from UTC can be divided by. */
  private static final long QUARTER = Duration.ofMinutes(15).toMillis() * 1_000;

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
    for (Sum sum : sums.of(asked)) {
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

  /** Pieces that make up the wanted ones, in any time zone. */
  private static long width(Question question) {
    Duration every = question.every();
    if (every != null) {
      long micros = every.toNanos() / 1_000;
      return BigInteger.valueOf(micros).gcd(BigInteger.valueOf(QUARTER)).longValueExact();
    }
    long span =
        LineReducer.micros(question.range().to()) - LineReducer.micros(question.range().from());
    return Intervals.nice(
        span, Math.clamp(PIECES / Math.max(1, question.groups().size()), 24, 288));
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
