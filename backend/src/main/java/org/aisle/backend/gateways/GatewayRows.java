package org.aisle.backend.gateways;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code aisle.gateway} and {@code aisle.gateway_token}. */
@Repository
class GatewayRows {

  private static final Duration TOLD_FOR = Duration.ofDays(30);

  private static final String GATEWAY =
      """
      select g.*, (select max(t.expires_at) from aisle.gateway_token t
                   where t.app = g.app and t.gateway = g.id
                     and t.ended is null and t.expires_at > :now) as token_expires_at
      from aisle.gateway g where g.app = :app
      """;

  record Row(
      DeviceRef ref,
      @Nullable Instant enrolledAt,
      @Nullable Instant seenAt,
      @Nullable String version,
      @Nullable Instant duplicateAt,
      @Nullable Instant tokenExpiresAt) {}

  record Token(DeviceRef gateway, Instant expiresAt, @Nullable String ended) {}

  private final JdbcClient jdbc;

  GatewayRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Row> all(AppId app, Instant now) {
    return jdbc.sql(GATEWAY + "order by g.id")
        .param("app", app.value())
        .param("now", utc(now))
        .query(GatewayRows::row)
        .list();
  }

  Optional<Row> find(DeviceRef ref, Instant now) {
    return jdbc.sql(GATEWAY + "and g.id = :id")
        .param("app", ref.app().value())
        .param("now", utc(now))
        .param("id", ref.device().value())
        .query(GatewayRows::row)
        .optional();
  }

  void insert(DeviceRef ref) {
    jdbc.sql("insert into aisle.gateway (app, id) values (:app, :id)")
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  /** Keeps a token's hash; those that wait unused end, those long over are forgotten. */
  void invite(DeviceRef ref, byte[] hash, Instant now, Instant expires) {
    jdbc.sql("delete from aisle.gateway_token where expires_at < :before")
        .param("before", utc(now.minus(TOLD_FOR)))
        .update();
    jdbc.sql(
            """
            update aisle.gateway_token set ended = 'replaced'
            where app = :app and gateway = :id and ended is null
            """)
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
    jdbc.sql(
            """
            insert into aisle.gateway_token (hash, app, gateway, made_at, expires_at)
            values (:hash, :app, :id, :now, :expires)
            """)
        .param("hash", hash)
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .param("now", utc(now))
        .param("expires", utc(expires))
        .update();
  }

  /** The token, kept from being used twice until the transaction ends. */
  Optional<Token> lockToken(byte[] hash) {
    return jdbc.sql(
            """
            select app, gateway, expires_at, ended from aisle.gateway_token
            where hash = :hash for update
            """)
        .param("hash", hash)
        .query(
            (row, number) ->
                new Token(
                    DeviceRef.of(row.getString("app"), row.getString("gateway")),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                    row.getString("ended")))
        .optional();
  }

  void use(byte[] hash, DeviceRef ref, String version, Instant now) {
    jdbc.sql("update aisle.gateway_token set ended = 'used' where hash = :hash")
        .param("hash", hash)
        .update();
    jdbc.sql(
            """
            update aisle.gateway
            set enrolled_at = :now, version = :version, duplicate_at = null
            where app = :app and id = :id
            """)
        .param("now", utc(now))
        .param("version", version)
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  void seen(DeviceRef ref, @Nullable String version, Instant now) {
    jdbc.sql(
            """
            update aisle.gateway
            set seen_at = :now, version = coalesce(:version::text, version)
            where app = :app and id = :id
            """)
        .param("now", utc(now))
        .param("version", version)
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  void duplicate(DeviceRef ref, Instant now) {
    jdbc.sql("update aisle.gateway set duplicate_at = :now where app = :app and id = :id")
        .param("now", utc(now))
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        DeviceRef.of(row.getString("app"), row.getString("id")),
        at(row, "enrolled_at"),
        at(row, "seen_at"),
        row.getString("version"),
        at(row, "duplicate_at"),
        at(row, "token_expires_at"));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
