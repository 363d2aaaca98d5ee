package org.aisle.ui.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.ChartMark;
import org.aisle.ui.chart.ChartMark.Kind;
import org.jspecify.annotations.Nullable;

/** When alerts of a fleet lasted, for a chart. */
final class AlertMarks {

  /** More marks than these cannot be told apart. */
  private static final int MOST = 40;

  private static final int LOOKED_AT = 500;

  private final Alerts alerts;

  AlertMarks(Alerts alerts) {
    this.alerts = alerts;
  }

  /**
   * @param device only of this one, or null
   */
  List<ChartMark> of(Fleet fleet, @Nullable String device) {
    Set<DeviceRef> devices =
        fleet.members().stream()
            .map(member -> member.device().ref())
            .filter(ref -> device == null || ref.device().value().equals(device))
            .collect(Collectors.toSet());
    AlertQuery inRange =
        new AlertQuery(
            Set.of(State.ACTIVE, State.ACKNOWLEDGED, State.CLEARED, State.CLOSED),
            null,
            null,
            null,
            null,
            null,
            fleet.range().from(),
            fleet.range().to(),
            true,
            true,
            0,
            LOOKED_AT);
    List<ChartMark> marks = new ArrayList<>();
    for (Alert alert : alerts.find(fleet.app().id(), inRange)) {
      if (devices.contains(alert.device()) && marks.size() < MOST) {
        marks.add(mark(fleet, alert));
      }
    }
    return marks;
  }

  private static ChartMark mark(Fleet fleet, Alert alert) {
    Instant start = alert.occurrence().startedAt();
    Instant from = start.isBefore(fleet.range().from()) ? fleet.range().from() : start;
    Instant end = Objects.requireNonNullElse(alert.occurrence().clearedAt(), fleet.range().to());
    return end.isAfter(from)
        ? new ChartMark.Stretch(from, end, Kind.ALERT, alert.ruleName())
        : new ChartMark.Moment(from, Kind.ALERT, alert.ruleName());
  }
}
