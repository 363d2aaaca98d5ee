package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pictures in {@code aisle.app_image}. */
@Repository
class JdbcAppPictures implements AppPictures {

  private final JdbcClient jdbc;

  JdbcAppPictures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes part in the caller's transaction. */
  void add(AppId app, List<Picture> pictures) {
    for (Picture picture : pictures) {
      jdbc.sql(
              """
              insert into aisle.app_image (app, name, kind, content)
              values (:app, :name, :kind, :content)
              """)
          .param("app", app.value())
          .param("name", picture.name())
          .param("kind", picture.kind().name())
          .param("content", picture.content())
          .update();
    }
  }

  /** Removes those of that name, whatever their ending; takes part in the caller's transaction. */
  void remove(AppId app, String stem) {
    jdbc.sql("delete from aisle.app_image where app = :app and starts_with(name, :start)")
        .param("app", app.value())
        .param("start", stem + ".")
        .update();
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
