package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Pictures in {@code aisle.app_image}. */
@Repository
class JdbcAppPictures implements AppPictures {

  /** What a chosen logo is called, before its ending. */
  static final String LOGO = "app-logo";

  private record Stock(int pictures, long bytes) {}

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final DashboardRows dashboards;

  JdbcAppPictures(JdbcClient jdbc, TransactionOperations transactions, DashboardRows dashboards) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.dashboards = dashboards;
  }

  /** Takes part in the caller's transaction. */
  void add(AppId app, List<Picture> pictures) {
    for (Picture picture : pictures) {
      jdbc.sql(
              """
              insert into aisle.app_image (app, name, kind, content)
              values (:app, :name, :kind, :content)
              on conflict (app, name) do update
              set kind = excluded.kind, content = excluded.content
              """)
          .param("app", app.value())
          .param("name", picture.name())
          .param("kind", picture.kind().name())
          .param("content", picture.content())
          .update();
    }
  }

  /** Removes a chosen logo, whatever its ending; takes part in the caller's transaction. */
  void removeLogo(AppId app) {
    jdbc.sql("delete from aisle.app_image where app = :app and starts_with(name, :start)")
        .param("app", app.value())
        .param("start", LOGO + ".")
        .update();
  }

  @Override
  public Outcome<Picture> put(AppId app, String name, byte[] content, boolean replace) {
    Picture picture;
    switch (PictureReader.read(name, content)) {
      case PictureOutcome.Faults(var faults) -> {
        Problems problems = new Problems();
        faults.forEach(
            f ->
                problems.add(
                    f.code(),
                    f.line() > 1 || f.column() > 1
                        ? "Line %d, column %d: %s".formatted(f.line(), f.column(), f.sentence())
                        : f.sentence()));
        return problems.refused();
      }
      case PictureOutcome.Read(Picture read) -> picture = read;
    }
    if (name.startsWith(LOGO + ".")) {
      return Outcome.Refused.because(
          "picture.reserved",
          "This name is the logo's: choose another, or change the logo with the app's look.");
    }
    return transactions.execute(status -> put(app, picture, replace));
  }

  private Outcome<Picture> put(AppId app, Picture picture, boolean replace) {
    if (!dashboards.lock(app)) {
      return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
    }
    Optional<Picture> was = find(app, picture.name());
    if (was.isPresent() && was.get().equals(picture)) {
      return new Outcome.Done<>(picture);
    }
    if (was.isPresent() && !replace) {
      return Outcome.Refused.because(
          "picture.exists",
          "There is another picture %s: choose another name, or replace that one."
              .formatted(Problems.quoted(picture.name())));
    }
    Stock others = others(app, picture.name());
    Problems problems = new Problems();
    if (others.pictures() >= MOST) {
      problems.add(
          "picture.too-many", "An app has at most %d pictures: remove one first.".formatted(MOST));
    }
    if (others.bytes() + picture.content().length > MOST_BYTES) {
      problems.add(
          "picture.too-much",
          "The app's pictures would have more than %d MiB together: make one smaller or remove one."
              .formatted(MOST_BYTES >> 20));
    }
    if (!problems.none()) {
      return problems.refused();
    }
    add(app, List.of(picture));
    return new Outcome.Done<>(picture);
  }

  private Stock others(AppId app, String name) {
    return jdbc.sql(
            """
            select count(*)::int as pictures, coalesce(sum(length(content)), 0)::bigint as bytes
            from aisle.app_image where app = :app and name <> :name
            """)
        .param("app", app.value())
        .param("name", name)
        .query((row, number) -> new Stock(row.getInt("pictures"), row.getLong("bytes")))
        .single();
  }

  @Override
  public Optional<Outcome<Picture>> remove(AppId app, String name) {
    return transactions.execute(
        status -> {
          Optional<Picture> was = dashboards.lock(app) ? find(app, name) : Optional.empty();
          if (was.isEmpty()) {
            return Optional.empty();
          }
          String uses =
              uses(app).stream()
                  .filter(use -> use.picture().equals(name))
                  .map(PictureUse::words)
                  .distinct()
                  .limit(10)
                  .collect(Collectors.joining(", "));
          if (!uses.isEmpty()) {
            return Optional.of(
                Outcome.Refused.because(
                    "picture.in-use",
                    "The picture %s is shown by %s: take it away there first, or replace it."
                        .formatted(Problems.quoted(name), uses)));
          }
          jdbc.sql("delete from aisle.app_image where app = :app and name = :name")
              .param("app", app.value())
              .param("name", name)
              .update();
          return Optional.of(new Outcome.Done<>(was.get()));
        });
  }

  @Override
  public List<PictureUse> uses(AppId app) {
    List<PictureUse> uses = new ArrayList<>();
    jdbc.sql("select logo from aisle.app_theme where app = :app and logo is not null")
        .param("app", app.value())
        .query((row, number) -> row.getString("logo"))
        .list()
        .forEach(logo -> uses.add(new PictureUse(logo, null, "logo", null)));
    for (StoredDashboard stored : dashboards.all(app)) {
      stored.dashboard().tiles().stream()
          .flatMap(tile -> image(tile).stream())
          .distinct()
          .forEach(
              image ->
                  uses.add(
                      new PictureUse(
                          image,
                          stored.dashboard().id(),
                          stored.dashboard().title(),
                          stored.owner())));
    }
    return List.copyOf(uses);
  }

  private static Optional<String> image(Tile tile) {
    if (tile instanceof Tile.FloorPlan plan) {
      return Optional.of(plan.image());
    }
    return tile instanceof Tile.Image image ? Optional.of(image.image()) : Optional.empty();
  }

  @Override
  public Optional<Picture> find(AppId app, String name) {
    return jdbc.sql("select * from aisle.app_image where app = :app and name = :name")
        .param("app", app.value())
        .param("name", name)
        .query((row, number) -> picture(row))
        .optional();
  }

  @Override
  public List<Picture> all(AppId app) {
    return jdbc.sql("select * from aisle.app_image where app = :app order by name collate \"C\"")
        .param("app", app.value())
        .query((row, number) -> picture(row))
        .list();
  }

  private static Picture picture(ResultSet row) throws SQLException {
    return new Picture(
        row.getString("name"),
        Picture.Kind.valueOf(row.getString("kind")),
        row.getBytes("content"));
  }
}
