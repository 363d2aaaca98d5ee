package org.aisle.backend.notification;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcDestinations implements Destinations {

  static final int MOST = 100;
  private static final int MOST_DISPATCHES = 1_000;

  private static final String DISPATCHES =
      """
      select d.*, n.alerts, n.items, first.body
      from aisle.dispatch d
        left join lateral (
          select array_agg(distinct alert order by alert) as alerts, count(*) as items
          from aisle.notice where dispatch = d.id) n on true
        left join lateral (
          select body from aisle.notice where dispatch = d.id order by id limit 1) first on true
      where d.app = :app
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Apps apps;
  private final Channels channels;
  private final InstantSource time;
  private final JsonMapper json = new JsonMapper();

  JdbcDestinations(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Apps apps,
      Channels channels,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.apps = apps;
    this.channels = channels;
    this.time = time;
  }

  /** All that is needed to send something there. */
  record Addressed(App app, Destination destination, @Nullable String secret) {
    @Override
    public String toString() {
      return "Addressed[" + destination + "]";
    }
  }

  @Override
  public List<Destination> all(AppId app) {
    return jdbc.sql("select * from aisle.destination where app = :app order by name, id")
        .param("app", app.value())
        .query((row, number) -> destination(row))
        .list();
  }

  @Override
  public Optional<Destination> find(AppId app, String id) {
    return id.indexOf('\0') >= 0
        ? Optional.empty()
        : jdbc.sql("select * from aisle.destination where app = :app and id = :id")
            .param("app", app.value())
            .param("id", id)
            .query((row, number) -> destination(row))
            .optional();
  }

  @Nullable Channel channel(AppId app, String id) {
    return find(app, id).map(Destination::channel).orElse(null);
  }

  /** For people; the id when there is none. */
  String name(AppId app, String id) {
    return find(app, id).map(Destination::name).orElse(id);
  }

  Optional<Addressed> addressed(AppId app, String id) {
    return find(app, id)
        .flatMap(
            destination ->
                apps.find(app)
                    .map(found -> new Addressed(found, destination, secret(app, id).orElse(null))));
  }

  private Optional<String> secret(AppId app, String id) {
    return jdbc.sql(
            """
            select secret from aisle.destination
            where app = :app and id = :id and secret is not null
            """)
        .param("app", app.value())
        .param("id", id)
        .query(String.class)
        .optional();
  }

  @Override
  public Outcome<Saved> put(AppId app, Destination destination) {
    List<Problem> problems = DestinationCheck.problems(destination);
    if (!problems.isEmpty()) {
      return new Outcome.Refused<>(problems);
    }
    return transactions.execute(
        status -> {
          if (jdbc.sql("select 1 from aisle.app where id = :app for share")
              .param("app", app.value())
              .query(Integer.class)
              .optional()
              .isEmpty()) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          Optional<Destination> before = find(app, destination.id());
          if (before.isEmpty() && all(app).size() >= MOST) {
            return Outcome.Refused.because(
                "destination.too-many",
                "An app has at most %d destinations: remove one first.".formatted(MOST));
          }
          boolean webhook = destination.channel() instanceof Channel.Webhook;
          boolean signs =
              before
                  .map(Destination::channel)
                  .filter(Channel.Webhook.class::isInstance)
                  .isPresent();
          String fresh = webhook && !signs ? Webhooks.newSecret() : null;
          String kept = webhook && signs ? secret(app, destination.id()).orElse(null) : null;
          save(app, destination, fresh == null ? kept : fresh);
          return new Outcome.Done<>(new Saved(destination, fresh));
        });
  }

  private void save(AppId app, Destination destination, @Nullable String secret) {
    jdbc.sql(
            """
            insert into aisle.destination (app, id, name, channel, secret, changed_at)
            values (:app, :id, :name, :channel, :secret, :now)
            on conflict (app, id) do update set name = excluded.name, channel = excluded.channel,
              secret = excluded.secret, changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("id", destination.id())
        .param("name", destination.name())
        .param("channel", json.writeValueAsString(ChannelText.of(destination.channel())))
        .param("secret", secret)
        .param("now", Outbox.utc(time.instant()))
        .update();
  }

  @Override
  public boolean remove(AppId app, String id) {
    return id.indexOf('\0') < 0
        && jdbc.sql("delete from aisle.destination where app = :app and id = :id")
                .param("app", app.value())
                .param("id", id)
                .update()
            > 0;
  }

  @Override
  public Outcome<String> test(AppId app, String id) {
    Optional<Addressed> to = addressed(app, id);
    if (to.isEmpty()) {
      return unknown();
    }
    Instant now = time.instant();
    Letter letter =
        new Letter(
            UUID.randomUUID(),
            to.get().app(),
            to.get().destination(),
            now,
            List.of(Item.sample(now)));
    return switch (channels.send(letter, to.get().secret())) {
      case Sent(String how) ->
          new Outcome.Done<>("Told %s %s.".formatted(to.get().destination().name(), how));
      case Failed failed -> Outcome.Refused.because(failed.code(), failed.sentence());
    };
  }

  @Override
  public List<Dispatch> dispatches(AppId app, @Nullable Status status, int limit) {
    return jdbc.sql(
            DISPATCHES
                + " and (:status::text is null or d.status = :status) order by d.id desc limit :limit")
        .param("app", app.value())
        .param("status", status == null ? null : status.name())
        .param("limit", Math.clamp(limit, 1, MOST_DISPATCHES))
        .query((row, number) -> dispatch(row))
        .list();
  }

  @Override
  public Outcome<Dispatch> again(AppId app, long id) {
    return transactions.execute(
        status -> {
          Optional<Dispatch> found =
              jdbc.sql(DISPATCHES + " and d.id = :id for update of d")
                  .param("app", app.value())
                  .param("id", id)
                  .query((row, number) -> dispatch(row))
                  .optional();
          if (found.isEmpty()) {
            return Outcome.Refused.because(
                "dispatch.unknown", "There is no such message: it may have been forgotten.");
          }
          if (found.get().status() != Status.DEAD) {
            return Outcome.Refused.because(
                "dispatch.not-dead", "Only a message that was given up can be tried again.");
          }
          if (find(app, found.get().destination()).isEmpty()) {
            return unknown();
          }
          jdbc.sql(
                  """
                  update aisle.dispatch set status = 'WAITING', attempts = 0, ended_at = null,
                    sealed_at = :now, next_at = :now
                  where id = :id
                  """)
              .param("now", Outbox.utc(time.instant()))
              .param("id", id)
              .update();
          return new Outcome.Done<>(
              jdbc.sql(DISPATCHES + " and d.id = :id")
                  .param("app", app.value())
                  .param("id", id)
                  .query((row, number) -> dispatch(row))
                  .single());
        });
  }

  private static <T> Outcome<T> unknown() {
    return Outcome.Refused.because(
        "destination.unknown", "There is no such destination: create it first.");
  }

  private Destination destination(ResultSet row) throws SQLException {
    return new Destination(
        row.getString("id"),
        row.getString("name"),
        json.readValue(row.getString("channel"), ChannelText.class).channel());
  }

  private Dispatch dispatch(ResultSet row) throws SQLException {
    String body = row.getString("body");
    Array alerts = row.getArray("alerts");
    String code = row.getString("failure_code");
    return new Dispatch(
        row.getLong("id"),
        row.getString("destination"),
        Status.valueOf(row.getString("status")),
        alerts == null ? List.of() : Arrays.asList((Long[]) alerts.getArray()),
        body == null
            ? "(forgotten)"
            : Wording.subject(json.readValue(body, Item.class), row.getInt("items")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        code == null ? null : code + ": " + row.getString("failure"));
  }

  /** A channel as it is kept. */
  private record ChannelText(
      String type, @Nullable List<String> to, @Nullable String url, @Nullable String topic) {

    static ChannelText of(Channel channel) {
      return switch (channel) {
        case Channel.Mail(List<String> to) -> new ChannelText("mail", to, null, null);
        case Channel.Webhook(String url) -> new ChannelText("webhook", null, url, null);
        case Channel.Mqtt(String topic) -> new ChannelText("mqtt", null, null, topic);
      };
    }

    Channel channel() {
      if (to != null) {
        return new Channel.Mail(to);
      }
      if (url != null) {
        return new Channel.Webhook(url);
      }
      return new Channel.Mqtt(topic == null ? "" : topic);
    }
  }
}
