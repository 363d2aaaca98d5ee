package org.aisle.backend.alerts;

import static org.aisle.backend.alerts.AlertRows.name;
import static org.aisle.backend.alerts.AlertRows.set;
import static org.aisle.backend.alerts.AlertRows.text;
import static org.aisle.backend.alerts.AlertRows.utc;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** New alerts as rows, all of them in one statement. */
final class RaisedRows {

  private RaisedRows() {}

  private static final String INSERT =
      """
      insert into aisle.alert (id, app, device, rule, revision, rule_name, device_name, asset,
        place, started_at, raised_at, cleared_at, clearing, severity, severities, evidence,
        state, silence, told_at, rested_at)
      overriding system value
      select k.id, k.app, k.device, k.rule, k.revision, k.rule_name,
        coalesce((select d.name from aisle.device d where d.app = k.app and d.id = k.device),
          k.device),
        b.asset,
        (select p.place from aisle.place_binding p
          where p.app = k.app and p.asset = b.asset and p.bound_from <= k.started
            and (p.bound_to is null or p.bound_to > k.started)),
        k.started, k.raised, k.cleared, k.clearing, k.severity, k.severities, k.evidence,
        k.state, k.silence, ?, case when k.state = 'CLEARED' then ?::timestamptz end
      from unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::int2[], ?::text[],
          ?::text[], ?::text[], ?::text[])
          as k (id, app, device, rule, revision, rule_name, started, raised, cleared, clearing,
            severity, severities, evidence, state, silence)
        left join lateral (select asset from aisle.device_binding b
          where b.app = k.app and b.device = k.device and b.bound_from <= k.started
            and (b.bound_to is null or b.bound_to > k.started)) b on true
      order by k.id
      """;

  static List<Long> insert(JdbcTemplate jdbc, List<Change.Raised> raised, Instant now) {
    if (raised.isEmpty()) {
      return List.of();
    }
    List<Long> ids =
        jdbc
            .query(
                "select nextval(pg_get_serial_sequence('aisle.alert', 'id'))"
                    + " from generate_series(1, ?)",
                (row, number) -> row.getLong(1),
                raised.size())
            .stream()
            .sorted()
            .toList();
    jdbc.update(
        connection -> {
          PreparedStatement row = connection.prepareStatement(INSERT);
          row.setObject(1, utc(now));
          row.setObject(2, utc(now));
          row.setArray(3, connection.createArrayOf("int8", ids.toArray()));
          set(row, 4, "text", raised, r -> r.judgement().device().app().value());
          set(row, 5, "text", raised, r -> r.judgement().device().device().value());
          set(row, 6, "text", raised, r -> r.judgement().rule());
          set(row, 7, "int4", raised, r -> r.occurrence().revision());
          set(row, 8, "text", raised, r -> r.judgement().ruleName());
          set(row, 9, "timestamptz", raised, r -> text(r.occurrence().startedAt()));
          set(row, 10, "timestamptz", raised, r -> text(r.occurrence().raisedAt()));
          set(row, 11, "timestamptz", raised, r -> text(r.occurrence().clearedAt()));
          set(row, 12, "text", raised, r -> name(r.occurrence().clearing()));
          set(row, 13, "int2", raised, r -> (short) r.occurrence().severity().ordinal());
          set(row, 14, "text", raised, r -> EvidenceJson.write(r.occurrence().severities()));
          set(row, 15, "text", raised, r -> EvidenceJson.write(r.occurrence().evidence()));
          set(row, 16, "text", raised, r -> r.state().name());
          set(row, 17, "text", raised, r -> name(r.silence()));
          return row;
        });
    return ids;
  }
}
