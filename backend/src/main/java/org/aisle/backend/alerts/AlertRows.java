package org.aisle.backend.alerts;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.Change.Told;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Alerts and their events as rows; everything takes part in the caller's transaction. */
@Component
class AlertRows {

  static final String ALERT =
      """
      select id, app, device, rule, revision, rule_name, device_name, asset, place, started_at,
        raised_at, cleared_at, clearing, severities, evidence, state, silence, told_at,
        acknowledged_at, acknowledged_by, assignee, shelved_until, reason
      from aisle.alert
      """;

  private static final int STRIPES = 128;
  private static final int RULES = 0x616c7275;
  private static final int DEVICES = 0x616c6465;

  private final JdbcTemplate jdbc;

  AlertRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** One rule on one device, and which of its alerts are in question. */
  record Wanted(DeviceRef device, String rule, @Nullable Instant settled, @Nullable Instant first) {
    static Wanted by(Judgement judgement) {
      return new Wanted(
          judgement.device(),
          judgement.rule(),
          judgement.settled(),
          judgement.occurrences().stream()
              .map(Occurrence::startedAt)
              .min(Instant::compareTo)
              .orElse(null));
    }
  }

  /**
   * Until the end of the transaction nobody else judges these rules on these devices or ends these
   * rules. The locks are few whatever is judged; one may stand for several.
   */
  void lock(List<Judgement> judgements) {
    TreeSet<Integer> rules = new TreeSet<>();
    TreeSet<Integer> devices = new TreeSet<>();
    for (Judgement j : judgements) {
      rules.add(stripe(j.device().app(), j.rule()));
      devices.add(Math.floorMod(31 * j.device().hashCode() + j.rule().hashCode(), STRIPES));
    }
    lock("select pg_advisory_xact_lock_shared(?, n) from unnest(?) n", RULES, rules);
    lock("select pg_advisory_xact_lock(?, n) from unnest(?) n", DEVICES, devices);
  }

  /** Until the end of the transaction nobody judges the rule. */
  void lock(AppId app, String rule) {
    lock(
        "select pg_advisory_xact_lock(?, n) from unnest(?) n",
        RULES,
        new TreeSet<>(List.of(stripe(app, rule))));
  }

  private void lock(String sql, int kind, TreeSet<Integer> stripes) {
    jdbc.query(
        connection -> {
          PreparedStatement statement = connection.prepareStatement(sql);
          statement.setInt(1, kind);
          statement.setArray(2, connection.createArrayOf("int4", stripes.toArray()));
          return statement;
        },
        row -> {});
  }

  private static int stripe(AppId app, String rule) {
    return Math.floorMod(31 * app.hashCode() + rule.hashCode(), STRIPES);
  }

  /** The row and which of the wanted it belongs to. */
  record Found(int wanted, Kept alert) {}

  /**
   * Those that are not withdrawn, and last, or ended after {@code settled}, or began with or after
   * the first occurrence; by start. What a rule raised before it was ended is left out.
   */
  List<Found> find(List<Wanted> wanted) {
    return jdbc.query(
        connection -> find(connection, wanted),
        (row, number) -> new Found(row.getInt("n"), kept(row)));
  }

  private static PreparedStatement find(Connection connection, List<Wanted> wanted)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            """
            select k.n, a.*
            from unnest(?, ?, ?, ?, ?) with ordinality
                as k (app, device, rule, settled, first, n)
              join aisle.alert a on a.app = k.app and a.device = k.device and a.rule = k.rule
              left join aisle.ended_rule e on e.app = k.app and e.rule = k.rule
            where a.state <> 'WITHDRAWN' and a.revision > coalesce(e.revision, 0)
              and (a.cleared_at is null or k.settled is null or a.cleared_at > k.settled
                or a.started_at >= k.first)
            order by a.started_at, a.id
            for update of a
            """);
    statement.setArray(
        1, array(connection, "text", wanted.stream().map(w -> w.device().app().value()).toArray()));
    statement.setArray(
        2,
        array(connection, "text", wanted.stream().map(w -> w.device().device().value()).toArray()));
    statement.setArray(3, array(connection, "text", wanted.stream().map(Wanted::rule).toArray()));
    statement.setArray(4, moments(connection, wanted, Wanted::settled));
    statement.setArray(5, moments(connection, wanted, Wanted::first));
    return statement;
  }

  private static Array array(Connection connection, String type, Object[] values)
      throws SQLException {
    return connection.createArrayOf(type, values);
  }

  private static Array moments(
      Connection connection, List<Wanted> wanted, Function<Wanted, @Nullable Instant> which)
      throws SQLException {
    @Nullable Object[] texts = new @Nullable Object[wanted.size()];
    for (int i = 0; i < texts.length; i++) {
      Instant moment = which.apply(wanted.get(i));
      texts[i] = moment == null ? null : moment.toString();
    }
    return connection.createArrayOf("timestamptz", texts);
  }

  /** The revision up to which what the rule raised stands; 0 when it was never ended. */
  int ended(AppId app, String rule) {
    return jdbc
        .queryForList(
            "select revision from aisle.ended_rule where app = ? and rule = ?",
            Integer.class,
            app.value(),
            rule)
        .stream()
        .findFirst()
        .orElse(0);
  }

  void end(AppId app, String rule, int revision) {
    jdbc.update(
        """
        insert into aisle.ended_rule as e (app, rule, revision) values (?, ?, ?)
        on conflict (app, rule) do update set revision = greatest(e.revision, excluded.revision)
        """,
        app.value(),
        rule,
        revision);
  }

  /** The alerts' ids. Names, asset and place are those of the moment when each began. */
  List<Long> insert(List<Change.Raised> raised, Instant now) {
    return RaisedRows.insert(jdbc, raised, now);
  }

  /** Sets an array with a part of each of the rows. */
  static <T> void set(
      PreparedStatement statement,
      int at,
      String type,
      List<T> rows,
      Function<T, @Nullable Object> part)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part.apply(rows.get(i));
    }
    statement.setArray(at, statement.getConnection().createArrayOf(type, values));
  }

  static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  void update(List<Change.Changed> changed, Instant now) {
    jdbc.batchUpdate(
        """
        update aisle.alert set revision = ?, started_at = ?, raised_at = ?, cleared_at = ?,
          clearing = ?, severity = ?, severities = ?, evidence = ?, silence = ?,
          rested_at = case when ? = 'CLEARED' and state <> 'CLEARED' then ?
            when ? in ('ACTIVE', 'ACKNOWLEDGED') then null else rested_at end,
          state = ?, reason = coalesce(?, reason)
        where id = ?
        """,
        changed.stream().map(each -> columns(each, now)).toList());
  }

  private static @Nullable Object[] columns(Change.Changed changed, Instant now) {
    Occurrence o = changed.occurrence();
    String reason =
        changed.told().stream()
            .filter(t -> t.kind() == AlertEvent.Kind.AMENDED)
            .map(Told::sentence)
            .findFirst()
            .orElse(null);
    return new @Nullable Object[] {
      o.revision(),
      utc(o.startedAt()),
      utc(o.raisedAt()),
      utc(o.clearedAt()),
      name(o.clearing()),
      o.severity().ordinal(),
      EvidenceJson.write(o.severities()),
      EvidenceJson.write(o.evidence()),
      name(changed.silence()),
      changed.state().name(),
      utc(now),
      changed.state().name(),
      changed.state().name(),
      reason,
      changed.id()
    };
  }

  void withdraw(List<Change.Withdrawn> withdrawn) {
    jdbc.batchUpdate(
        "update aisle.alert set state = 'WITHDRAWN', shelved_until = null, reason = ? where id = ?",
        withdrawn.stream()
            .map(each -> new Object[] {each.told().getFirst().sentence(), each.id()})
            .toList());
  }

  void insert(List<AlertEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          PreparedStatement row =
              connection.prepareStatement(
                  """
                  insert into aisle.alert_event (alert, at, kind, by, sentence)
                  select k.alert, k.at, k.kind, k.by, k.sentence
                  from unnest(?::int8[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                    with ordinality as k (alert, at, kind, by, sentence, n) order by k.n
                  """);
          set(row, 1, "int8", events, AlertEvent::alert);
          set(row, 2, "timestamptz", events, e -> text(e.at()));
          set(row, 3, "text", events, e -> e.kind().name());
          set(row, 4, "text", events, AlertEvent::by);
          set(row, 5, "text", events, AlertEvent::sentence);
          return row;
        });
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        row.getLong("id"),
        instant(row, "started_at"),
        instant(row, "raised_at"),
        instantOrNull(row, "cleared_at"),
        clearing(row),
        EvidenceJson.steps(row.getString("severities")),
        row.getString("evidence"),
        State.valueOf(row.getString("state")),
        silence(row),
        row.getString("acknowledged_by") != null);
  }

  /**
   * @param now decides whether it is shelved
   */
  static Alert alert(ResultSet row, Instant now) throws SQLException {
    Instant cleared = instantOrNull(row, "cleared_at");
    Instant shelved = instantOrNull(row, "shelved_until");
    Occurrence occurrence =
        new Occurrence(
            row.getString("rule"),
            row.getInt("revision"),
            instant(row, "started_at"),
            instant(row, "raised_at"),
            cleared,
            clearing(row),
            EvidenceJson.steps(row.getString("severities")),
            EvidenceJson.evidence(row.getString("evidence")));
    return new Alert(
        row.getLong("id"),
        new DeviceRef(new AppId(row.getString("app")), new DeviceId(row.getString("device"))),
        row.getString("device_name"),
        row.getString("asset"),
        row.getString("place"),
        row.getString("rule_name"),
        occurrence,
        occurrence.severity(),
        State.valueOf(row.getString("state")),
        cleared == null ? silence(row) : null,
        instant(row, "told_at"),
        instantOrNull(row, "acknowledged_at"),
        row.getString("acknowledged_by"),
        row.getString("assignee"),
        shelved != null && shelved.isAfter(now) ? shelved : null,
        row.getString("reason"));
  }

  private static @Nullable Clearing clearing(ResultSet row) throws SQLException {
    String clearing = row.getString("clearing");
    return clearing == null ? null : Clearing.valueOf(clearing);
  }

  private static @Nullable Silence silence(ResultSet row) throws SQLException {
    String silence = row.getString("silence");
    return silence == null ? null : Silence.valueOf(silence);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  static List<AlertEvent> events(long alert, Instant now, @Nullable String by, List<Told> told) {
    List<AlertEvent> events = new ArrayList<>();
    told.forEach(t -> events.add(new AlertEvent(alert, now, t.kind(), by, t.sentence())));
    return events;
  }
}
