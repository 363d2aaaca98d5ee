package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;

/** Draws one line per group of devices, one point per piece of time in which something was said. */
final class GroupLines {

  private final Sums sums;

  GroupLines(Sums sums) {
    this.sums = sums;
  }

  Map<String, List<Point>> lines(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points) {
    List<String> names = List.copyOf(groups.keySet());
    long interval =
        Intervals.nice(LineReducer.micros(range.to()) - LineReducer.micros(range.from()), points);
    Asked asked =
        new Asked(
            app,
            names.stream().map(name -> Objects.requireNonNull(groups.get(name))).toList(),
            range,
            field,
            aggregate,
            interval,
            null,
            null);
    List<List<Sum>> found = new ArrayList<>();
    names.forEach(name -> found.add(new ArrayList<>()));
    sums.of(asked).forEach(sum -> found.get(sum.group()).add(sum));
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (int group = 0; group < names.size(); group++) {
      List<Sum> pieces = found.get(group);
      LineReducer line = new LineReducer(range, pieces.size() + 2, interval);
      pieces.forEach(sum -> line.add(sum.piece(), sum.by(aggregate)));
      lines.put(names.get(group), line.line());
    }
    return lines;
  }
}
