package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.report.ConditionReport.Figures;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.LegFigures;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;

/** The times in which no state changed, and what promised fields were in each. Not thread-safe. */
final class LegBook {

  private record Draft(
      Instant from, Instant to, Map<String, String> states, Map<String, Tally> tallies) {}

  private final NavigableMap<Instant, Draft> drafts = new TreeMap<>();

  /**
   * @param states in order, by the field that says them; without one there are no legs
   */
  LegBook(Map<Field, List<Stretch>> states) {
    NavigableSet<Instant> cuts = new TreeSet<>();
    for (List<Stretch> stretches : states.values()) {
      for (Stretch stretch : stretches) {
        cuts.add(stretch.from());
        cuts.add(stretch.to());
      }
    }
    Draft before = null;
    for (Instant from : cuts) {
      Instant to = cuts.higher(from);
      Map<String, String> now = new LinkedHashMap<>();
      states.forEach(
          (field, stretches) -> {
            String state = at(stretches, from);
            if (state != null) {
              now.put(field.displayName(), shown(field, state));
            }
          });
      if (to == null || now.isEmpty()) {
        before = null;
      } else if (before != null && before.states().equals(now)) {
        before = new Draft(before.from(), to, now, before.tallies());
        drafts.put(before.from(), before);
      } else {
        before = new Draft(from, to, now, new LinkedHashMap<>());
        drafts.put(from, before);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String at(
      List<Stretch> stretches, Instant moment) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Stretch stretch = stretches.get(middle);
      if (moment.isBefore(stretch.from())) {
        high = middle - 1;
      } else if (!moment.isBefore(stretch.to())) {
        low = middle + 1;
      } else {
        return stretch.state();
      }
    }
    return null;
  }

  private static String shown(Field field, String state) {
    return field.type() instanceof FieldType.Choice choice
        ? choice.options().stream()
            .filter(option -> option.name().equals(state))
            .findFirst()
            .map(FieldType.Choice.Option::displayName)
            .orElse(state)
        : state;
  }

  /** Moments at which a value must be told apart. */
  NavigableSet<Instant> boundaries() {
    NavigableSet<Instant> boundaries = new TreeSet<>();
    for (Draft draft : drafts.values()) {
      boundaries.add(draft.from());
      boundaries.add(draft.to());
    }
    return boundaries;
  }

  void add(
      Field field, double value, Instant from, Duration held, boolean reading, boolean outside) {
    var entry = drafts.floorEntry(from);
    if (entry != null && from.isBefore(entry.getValue().to())) {
      entry
          .getValue()
          .tallies()
          .computeIfAbsent(field.path(), path -> new Tally(field))
          .add(value, from, held, reading, outside);
    }
  }

  int size() {
    return drafts.size();
  }

  /** The first of them. */
  List<Leg> legs(Track track) {
    List<Leg> legs = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      if (legs.size() == ConditionReport.MOST_LISTED) {
        break;
      }
      List<LegFigures> figures = new ArrayList<>();
      draft
          .tallies()
          .forEach(
              (path, tally) -> {
                Figures sum = tally.figures();
                if (sum != null) {
                  figures.add(new LegFigures(path, sum, tally.outside()));
                }
              });
      legs.add(
          new Leg(
              draft.from(),
              draft.to(),
              draft.states(),
              track.at(draft.from()),
              track.at(draft.to()),
              figures));
    }
    return legs;
  }
}
