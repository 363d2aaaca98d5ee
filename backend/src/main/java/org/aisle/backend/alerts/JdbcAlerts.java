package org.aisle.backend.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.alerts.Change.Told;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Alerts and what people do with them in {@code aisle.alert}. */
@Component
class JdbcAlerts implements Alerts {

  static final int MOST_AT_ONCE = 1_000;
  static final int MOST_EVENTS = 1_000;

  private static final Duration LONGEST_SHELVING = Duration.ofDays(366);
  private static final String LASTING = "cleared_at is null and state <> 'WITHDRAWN'";
  private static final String NOT_SHELVED = "(shelved_until is null or shelved_until <= :now)";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final AlertRows rows;
  private final Announcements announcements;
  private final InstantSource time;

  JdbcAlerts(
      JdbcClient jdbc,
      TransactionOperations transactions,
      AlertRows rows,
      Announcements announcements,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rows = rows;
    this.announcements = announcements;
    this.time = time;
  }

  @Override
  public List<Alert> find(AppId app, AlertQuery query) {
    Instant now = now();
    MapSqlParameterSource values = new MapSqlParameterSource();
    String where = where(app, query, now, values);
    values.addValue("offset", query.offset()).addValue("limit", query.limit());
    String order =
        query.newestFirst()
            ? "order by started_at desc, id desc"
            : "order by severity desc, started_at desc, id desc";
    return jdbc.sql(AlertRows.ALERT + where + order + " offset :offset limit :limit")
        .paramSource(values)
        .query((row, number) -> AlertRows.alert(row, now))
        .list();
  }

  @Override
  public long count(AppId app, AlertQuery query) {
    MapSqlParameterSource values = new MapSqlParameterSource();
    String where = where(app, query, now(), values);
    return jdbc.sql("select count(*) from aisle.alert " + where)
        .paramSource(values)
        .query(Long.class)
        .single();
  }

  private static String where(
      AppId app, AlertQuery query, Instant now, MapSqlParameterSource values) {
    List<String> all = new ArrayList<>();
    all.add("app = :app");
    values.addValue("app", app.value());
    if (!query.states().isEmpty()) {
      all.add("state in (:states)");
      values.addValue("states", query.states().stream().map(State::name).toList());
      if (Set.of(State.ACTIVE, State.ACKNOWLEDGED).containsAll(query.states())) {
        all.add(LASTING);
      }
    }
    if (query.device() != null) {
      all.add("device = :device");
      values.addValue("device", query.device().value());
    }
    Set<String> among = query.among();
    if (among != null) {
      all.add("device = any(:among)");
      values.addValue("among", among.toArray(new String[0]));
    }
    text(all, values, "rule", query.rule());
    text(all, values, "place", query.place());
    text(all, values, "assignee", query.assignee());
    if (query.atLeast() != null) {
      all.add("severity >= :severity");
      values.addValue("severity", query.atLeast().ordinal());
    }
    if (query.from() != null) {
      all.add("(cleared_at is null or cleared_at >= :from)");
      values.addValue("from", AlertRows.utc(query.from()));
    }
    if (query.to() != null) {
      all.add("started_at < :to");
      values.addValue("to", AlertRows.utc(query.to()));
    }
    if (!query.shelved()) {
      all.add(NOT_SHELVED);
      values.addValue("now", AlertRows.utc(now));
    }
    return "where " + String.join(" and ", all) + " ";
  }

  private static void text(
      List<String> all, MapSqlParameterSource values, String column, @Nullable String wanted) {
    if (wanted != null) {
      all.add(column + " = :" + column);
      values.addValue(column, wanted.replace('\0', '\uFFFD'));
    }
  }

  @Override
  public Map<Severity, Long> open(AppId app) {
    Map<Severity, Long> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      open.put(severity, 0L);
    }
    jdbc.sql(
            "select severity, count(*) as n from aisle.alert where app = :app and "
                + LASTING
                + " and "
                + NOT_SHELVED
                + " group by severity")
        .param("app", app.value())
        .param("now", AlertRows.utc(now()))
        .query(
            row -> {
              open.put(Severity.values()[row.getInt("severity")], row.getLong("n"));
            });
    return open;
  }

  @Override
  public Optional<Alert> find(AppId app, long id) {
    return alerts(app, Set.of(id), "").stream().findFirst();
  }

  @Override
  public List<AlertEvent> history(AppId app, long id) {
    List<AlertEvent> newest =
        jdbc.sql(
                """
                select e.* from aisle.alert_event e join aisle.alert a on a.id = e.alert
                where a.app = :app and a.id = :id order by e.id desc limit :limit
                """)
            .param("app", app.value())
            .param("id", id)
            .param("limit", MOST_EVENTS)
            .query(
                (row, number) ->
                    new AlertEvent(
                        row.getLong("alert"),
                        AlertRows.instant(row, "at"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("by"),
                        row.getString("sentence")))
            .list();
    return newest.reversed();
  }

  @Override
  public Outcome<List<Alert>> acknowledge(
      AppId app, Set<Long> ids, String by, @Nullable String comment) {
    if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
      return Outcome.Refused.because(
          "alert.too-many", "Name 1 to %,d alerts at once.".formatted(MOST_AT_ONCE));
    }
    String said = comment == null || comment.isBlank() ? null : comment.strip();
    if (said != null && !PeoplesText.isComment(said)) {
      return PeoplesText.badComment();
    }
    return transactions.execute(
        status -> {
          List<Alert> alerts = alerts(app, ids, "for update");
          if (alerts.size() < ids.size()) {
            TreeSet<Long> unknown = new TreeSet<>(ids);
            alerts.forEach(a -> unknown.remove(a.id()));
            return unknown(unknown.first());
          }
          Instant now = now();
          List<AlertEvent> events = new ArrayList<>();
          for (Alert alert : alerts) {
            if (alert.state() == State.ACTIVE) {
              jdbc.sql(
                      """
                      update aisle.alert
                      set state = 'ACKNOWLEDGED', acknowledged_at = :now, acknowledged_by = :by
                      where id = :id
                      """)
                  .param("now", AlertRows.utc(now))
                  .param("by", by)
                  .param("id", alert.id())
                  .update();
              events.add(
                  new AlertEvent(
                      alert.id(),
                      now,
                      Kind.ACKNOWLEDGED,
                      by,
                      said == null ? "Acknowledged." : "Acknowledged: " + said));
            }
          }
          rows.insert(events);
          announcements.afterCommit(app, events);
          return new Outcome.Done<>(alerts(app, ids, ""));
        });
  }

  @Override
  public Outcome<Alert> assign(AppId app, long id, @Nullable String assignee, String by) {
    String name = assignee == null || assignee.isBlank() ? null : assignee.strip();
    if (name != null && !PeoplesText.isName(name)) {
      return Outcome.Refused.because(
          "alert.assignee-invalid",
          "Name the person in 1 to 200 characters, without control characters.");
    }
    return change(
        app,
        id,
        by,
        (alert, now) ->
            java.util.Objects.equals(alert.assignee(), name)
                ? Act.NOTHING
                : new Act.Set(
                    Map.of("assignee", Optional.ofNullable(name)),
                    new Told(
                        Kind.ASSIGNED,
                        name == null ? "Assigned to nobody." : "Assigned to " + name + ".")));
  }

  @Override
  public Outcome<Alert> comment(AppId app, long id, String text, String by) {
    String said = text.strip();
    if (!PeoplesText.isComment(said)) {
      return PeoplesText.badComment();
    }
    return change(
        app, id, by, (alert, now) -> new Act.Set(Map.of(), new Told(Kind.COMMENTED, said)));
  }

  @Override
  public Outcome<Alert> shelve(AppId app, long id, @Nullable Instant until, String by) {
    Instant now = now();
    if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SHELVING)))) {
      return Outcome.Refused.because(
          "alert.until-invalid",
          "Shelve it until a moment in the future, at most a year from now.");
    }
    Instant exact = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    return change(
        app,
        id,
        by,
        (alert, at) -> {
          if (exact == null) {
            return alert.shelvedUntil() == null
                ? Act.NOTHING
                : new Act.Set(
                    Map.of("shelved_until", Optional.empty()),
                    new Told(Kind.UNSHELVED, "Taken from the shelf."));
          }
          if (alert.state() != State.ACTIVE && alert.state() != State.ACKNOWLEDGED) {
            return new Act.Not(
                "alert.not-lasting", "Only an alert that lasts can be shelved; close this one.");
          }
          return exact.equals(alert.shelvedUntil())
              ? Act.NOTHING
              : new Act.Set(
                  Map.of("shelved_until", Optional.of(exact.atOffset(java.time.ZoneOffset.UTC))),
                  new Told(Kind.SHELVED, sentences(app, at).shelved(exact)));
        });
  }

  @Override
  public Outcome<Alert> close(AppId app, long id, @Nullable String comment, String by) {
    String said = comment == null || comment.isBlank() ? null : comment.strip();
    if (said != null && !PeoplesText.isComment(said)) {
      return PeoplesText.badComment();
    }
    return change(
        app,
        id,
        by,
        (alert, now) ->
            switch (alert.state()) {
              case ACTIVE, ACKNOWLEDGED ->
                  new Act.Not(
                      "alert.lasting",
                      "It still lasts: acknowledge or shelve it; it can be closed once it is"
                          + " cleared.");
              case WITHDRAWN ->
                  new Act.Not("alert.withdrawn", "It was withdrawn; there is nothing to close.");
              case CLOSED -> Act.NOTHING;
              case CLEARED -> {
                Map<String, Optional<Object>> values = new HashMap<>();
                values.put("state", Optional.of(State.CLOSED.name()));
                if (said != null) {
                  values.put("reason", Optional.of(said));
                }
                yield new Act.Set(
                    values, new Told(Kind.CLOSED, said == null ? "Closed." : "Closed: " + said));
              }
            });
  }

  /** What a person's wish comes to. */
  private sealed interface Act {
    Act NOTHING = new Nothing();

    /** It is so already. */
    record Nothing() implements Act {}

    /** By constant column names of this class. */
    record Set(Map<String, ? extends Optional<?>> columns, Told told) implements Act {}

    record Not(String code, String sentence) implements Act {}
  }

  @FunctionalInterface
  private interface Wish {
    Act on(Alert alert, Instant now);
  }

  private Outcome<Alert> change(AppId app, long id, String by, Wish wish) {
    return transactions.execute(
        status -> {
          Optional<Alert> alert = alerts(app, Set.of(id), "for update").stream().findFirst();
          if (alert.isEmpty()) {
            return unknown(id);
          }
          Instant now = now();
          return switch (wish.on(alert.get(), now)) {
            case Act.Nothing nothing -> new Outcome.Done<>(alert.get());
            case Act.Not(String code, String sentence) -> Outcome.Refused.because(code, sentence);
            case Act.Set(var columns, Told told) -> {
              columns.forEach(
                  (column, value) ->
                      jdbc.sql("update aisle.alert set " + column + " = :value where id = :id")
                          .param("value", value.orElse(null))
                          .param("id", id)
                          .update());
              List<AlertEvent> events = AlertRows.events(id, now, by, List.of(told));
              rows.insert(events);
              announcements.afterCommit(app, events);
              yield new Outcome.Done<>(find(app, id).orElseThrow());
            }
          };
        });
  }

  private List<Alert> alerts(AppId app, Set<Long> ids, String lock) {
    Instant now = now();
    return jdbc.sql(AlertRows.ALERT + "where app = :app and id in (:ids) order by id " + lock)
        .param("app", app.value())
        .param("ids", ids)
        .query((row, number) -> AlertRows.alert(row, now))
        .list();
  }

  private Sentences sentences(AppId app, Instant now) {
    String zone =
        jdbc.sql("select zone from aisle.app where id = :app")
            .param("app", app.value())
            .query(String.class)
            .single();
    return new Sentences(ZoneId.of(zone), now);
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static <T> Outcome<T> unknown(long id) {
    return Outcome.Refused.because("alert.unknown", "This app has no alert %d.".formatted(id));
  }
}
