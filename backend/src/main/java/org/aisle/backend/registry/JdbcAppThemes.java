package org.aisle.backend.registry;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.aisle.templates.app.AccentColour;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Looks in {@code aisle.app_theme}, logos among the app's pictures. */
@Repository
class JdbcAppThemes implements AppThemes {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final JdbcAppPictures pictures;

  JdbcAppThemes(JdbcClient jdbc, TransactionOperations transactions, JdbcAppPictures pictures) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.pictures = pictures;
  }

  @Override
  public Theme of(AppId app) {
    return jdbc.sql("select accent, icon, logo from aisle.app_theme where app = :app")
        .param("app", app.value())
        .query(
            (row, number) ->
                new Theme(row.getString("accent"), row.getString("icon"), row.getString("logo")))
        .optional()
        .orElse(PLAIN);
  }

  @Override
  public Outcome<Theme> change(AppId app, ThemeChoice choice) {
    Problems problems = new Problems();
    Optional<Picture> logo = check(choice, problems);
    if (!problems.none()) {
      return problems.refused();
    }
    return transactions.execute(
        status -> {
          boolean known =
              jdbc.sql("select 1 from aisle.app where id = :app for share")
                  .param("app", app.value())
                  .query(Integer.class)
                  .optional()
                  .isPresent();
          if (!known) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          pictures.removeLogo(app);
          logo.ifPresent(picture -> pictures.add(app, java.util.List.of(picture)));
          Theme theme = theme(choice, of(app).icon(), logo.map(Picture::name).orElse(null));
          keep(app, theme);
          return new Outcome.Done<>(theme);
        });
  }

  /** The chosen look, of a choice without faults. */
  static Theme theme(ThemeChoice choice, String icon, @Nullable String logo) {
    String accent = choice.accent();
    return new Theme(accent == null ? PLAIN.accent() : accent.toLowerCase(Locale.ROOT), icon, logo);
  }

  /** Takes part in the caller's transaction. */
  void keep(AppId app, Theme theme) {
    jdbc.sql(
            """
            insert into aisle.app_theme (app, accent, icon, logo)
            values (:app, :accent, :icon, :logo)
            on conflict (app) do update
            set accent = excluded.accent, icon = excluded.icon, logo = excluded.logo
            """)
        .param("app", app.value())
        .param("accent", theme.accent())
        .param("icon", theme.icon())
        .param("logo", theme.logo())
        .update();
  }

  /** The logo, where there is a sound one; everything that is wrong goes to {@code problems}. */
  static Optional<Picture> check(ThemeChoice choice, Problems problems) {
    String accent = choice.accent();
    Optional<AccentColour> colour = accent == null ? Optional.empty() : AccentColour.parse(accent);
    if (colour.isEmpty()) {
      problems.add("theme.accent", "Write the accent colour as six digits like #0b6e99.");
    } else if (colour.get().contrastWithWhite() < AccentColour.READABLE) {
      problems.add(
          "theme.contrast",
          "White words on %s have a contrast of %.1f : 1; take a darker colour, from %.1f : 1 on."
              .formatted(accent, colour.get().contrastWithWhite(), AccentColour.READABLE));
    }
    String logo = choice.logo();
    return logo == null ? Optional.empty() : logo(logo, problems);
  }

  private static Optional<Picture> logo(String base64, Problems problems) {
    byte[] content;
    try {
      content = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      problems.add("theme.logo-encoding", "Send the logo's bytes in Base64.");
      return Optional.empty();
    }
    return switch (PictureReader.read(content, JdbcAppPictures.LOGO)) {
      case PictureOutcome.Read(Picture picture) -> Optional.of(picture);
      case PictureOutcome.Faults(var faults) -> {
        faults.forEach(f -> problems.add(f.code(), f.sentence()));
        yield Optional.empty();
      }
    };
  }
}
