package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/** What happened to the fleet's coolers: one alert of every kind, and a long past. */
public final class FakeIncidents {

  /** The warm cooler's, critical and open. */
  public static final long WARM = 1;

  /** The silent cooler's. */
  public static final long SILENT = 2;

  /** One that never was. */
  public static final long WITHDRAWN = 3;

  /** One that became known late and is over. */
  public static final long LATE = 4;

  /** How many are closed and long over. */
  public static final int PAST = 1_200;

  private final FakeAlerts alerts;
  private final Instant now;

  private FakeIncidents(FakeAlerts alerts, Instant now) {
    this.alerts = alerts;
    this.now = now;
  }

  static void fill(FakeAlerts alerts, Instant now) {
    FakeIncidents all = new FakeIncidents(alerts, now);
    all.warm();
    all.silent();
    all.withdrawn();
    all.late();
    all.doors();
    all.past();
  }

  private Instant ago(long minutes) {
    return now.minus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.MINUTES);
  }

  private void warm() {
    Instant start = ago(214);
    Occurrence occurrence =
        occurrence(
            "too-warm",
            start,
            start.plusSeconds(1800),
            null,
            null,
            List.of(
                new Step(start.plusSeconds(1800), Severity.WARNING),
                new Step(start.plusSeconds(7200), Severity.CRITICAL)),
            evidence(
                "Internal temperature was above 7 °C for 30 min: 9.3 °C at the start, at most"
                    + " 10.4 °C.",
                start,
                now,
                "internalTemperature",
                7.0,
                7));
    Alert alert = alert(WARM, 7, "Too warm for 30 minutes", occurrence, State.ACTIVE, null, null);
    Instant told = occurrence.raisedAt().plusSeconds(4);
    alerts.put(alert, told, Kind.RAISED, null, "Raised as a warning.");
    alerts.put(alert, told.plusSeconds(2), Kind.NOTIFIED, null, "Told: Store managers.");
    alerts.put(
        alert,
        occurrence.severities().getLast().at(),
        Kind.SEVERITY,
        null,
        "Critical now: active for 90 min.");
    alerts.put(
        alert,
        ago(40),
        Kind.COMMENTED,
        "Mara",
        "Asked the outlet to move the milk. <b>Technician</b> comes at noon.");
  }

  private void silent() {
    Instant start = ago(121);
    Occurrence occurrence =
        occurrence(
            "silent",
            start,
            start.plusSeconds(3600),
            null,
            null,
            List.of(new Step(start.plusSeconds(3600), Severity.WARNING)),
            new Evidence(
                "Nothing was observed for longer than 60 min; the last reading was at "
                    + start
                    + ".",
                start,
                now,
                1,
                List.of(),
                samples(19, start)));
    Alert alert =
        alert(SILENT, 19, "Silent for an hour", occurrence, State.ACTIVE, Silence.DEVICE, null);
    alerts.put(alert, occurrence.raisedAt(), Kind.RAISED, null, "Raised as a warning.");
  }

  private void withdrawn() {
    Instant start = ago(530);
    Occurrence occurrence =
        occurrence(
            "silent",
            start,
            start.plusSeconds(3600),
            ago(430),
            Clearing.DATA_AGAIN,
            List.of(new Step(start.plusSeconds(3600), Severity.WARNING)),
            new Evidence(
                "Nothing was observed for longer than 60 min.",
                start,
                ago(430),
                1,
                List.of(),
                samples(3, start)));
    String reason = "Withdrawn: 60 readings for 09:10–10:40 arrived at 14:02.";
    Alert alert =
        alert(WITHDRAWN, 3, "Silent for an hour", occurrence, State.WITHDRAWN, null, reason);
    alerts.put(alert, occurrence.raisedAt(), Kind.RAISED, null, "Raised as a warning.");
    alerts.put(alert, ago(300), Kind.WITHDRAWN, null, reason);
  }

  private void late() {
    Instant start = ago(900);
    Occurrence occurrence =
        occurrence(
            "too-warm",
            start,
            start.plusSeconds(1800),
            start.plusSeconds(5400),
            Clearing.CONDITION,
            List.of(new Step(start.plusSeconds(1800), Severity.WARNING)),
            evidence(
                "Internal temperature was above 5 °C for 30 min: 5.2 °C at the start, at most"
                    + " 5.9 °C.",
                start,
                start.plusSeconds(5400),
                "internalTemperature",
                5.0,
                14));
    Instant told = start.plus(Duration.ofHours(4));
    Alert alert =
        new Alert(
            LATE,
            FakeFleet.ref(14),
            "Cooler 14",
            null,
            FakeFleet.places().get(4).id(),
            "Too warm for 30 minutes",
            occurrence,
            Severity.WARNING,
            State.CLEARED,
            null,
            told,
            null,
            null,
            "Tester",
            null,
            null);
    alerts.put(alert, told, Kind.RAISED, null, "Raised late: 120 readings arrived together.");
    alerts.put(alert, told.plusSeconds(1), Kind.CLEARED, null, "Cleared by the data.");
  }

  private void doors() {
    for (int i = 0; i < 9; i++) {
      int device = 1 + i * 2 % 25;
      Instant start = ago(12 + i * 7L);
      Occurrence occurrence =
          occurrence(
              "door-open",
              start,
              start.plusSeconds(300),
              null,
              null,
              List.of(
                  new Step(
                      start.plusSeconds(300),
                      i % 3 == 0 ? Severity.INFORMATION : Severity.WARNING)),
              new Evidence(
                  "Door open was yes for 5 min.",
                  start,
                  now,
                  4,
                  List.of(new Line("doorOpen", null)),
                  samples(device, start)));
      Alert alert =
          alert(
              10 + i,
              device,
              "Door left open",
              occurrence,
              i % 4 == 1 ? State.ACKNOWLEDGED : State.ACTIVE,
              null,
              null);
      alerts.put(alert, occurrence.raisedAt(), Kind.RAISED, null, "Raised.");
    }
  }

  private void past() {
    for (int i = 0; i < PAST; i++) {
      Instant start = ago(3 * 1440 + i * 31L);
      Occurrence occurrence =
          occurrence(
              i % 3 == 0 ? "too-warm" : "door-open",
              start,
              start.plusSeconds(600),
              start.plusSeconds(2400),
              Clearing.CONDITION,
              List.of(new Step(start.plusSeconds(600), Severity.WARNING)),
              new Evidence(
                  "It was so for 10 min.",
                  start,
                  start.plusSeconds(2400),
                  9,
                  List.of(),
                  List.of()));
      Alert alert =
          alert(
              1000 + i,
              1 + i % 25,
              i % 3 == 0 ? "Too warm for 30 minutes" : "Door left open",
              occurrence,
              State.CLOSED,
              null,
              "Closed a week after it was cleared.");
      alerts.put(alert, occurrence.raisedAt(), Kind.RAISED, null, "Raised.");
    }
  }

  private static Occurrence occurrence(
      String rule,
      Instant started,
      Instant raised,
      @Nullable Instant cleared,
      @Nullable Clearing clearing,
      List<Step> severities,
      Evidence evidence) {
    return new Occurrence(rule, 3, started, raised, cleared, clearing, severities, evidence);
  }

  private Evidence evidence(
      String sentence, Instant from, Instant until, String field, double limit, int device) {
    return new Evidence(
        sentence, from, until, 41, List.of(new Line(field, limit)), samples(device, from));
  }

  private List<Sample> samples(int device, Instant from) {
    return List.of(0L, 14L, 30L).stream()
        .map(minutes -> FakeFleet.reading(device, from.plusSeconds(minutes * 60), now))
        .filter(java.util.Objects::nonNull)
        .map((Reading r) -> new Sample(r.observedAt(), new TreeMap<>(r.values())))
        .toList();
  }

  private static Alert alert(
      long id,
      int device,
      String rule,
      Occurrence occurrence,
      State state,
      @Nullable Silence silence,
      @Nullable String reason) {
    boolean known = state == State.ACKNOWLEDGED;
    return new Alert(
        id,
        FakeFleet.ref(device),
        "Cooler %02d".formatted(device),
        null,
        FakeFleet.places().get(device % 5).id(),
        rule,
        occurrence,
        occurrence.severity(),
        state,
        silence,
        occurrence.raisedAt().plusSeconds(4),
        known ? occurrence.raisedAt().plusSeconds(120) : null,
        known ? "Mara" : null,
        known ? "Mara" : null,
        null,
        reason);
  }
}
