package org.aisle.backend.registry;

import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;

/** How the apps of this server look. Thread-safe. */
public interface AppThemes {

  /** Of an app for which nobody has chosen anything. */
  Theme PLAIN = new Theme("#0b6e99", "app");

  /** Its logo is one of the app's {@link AppPictures}. */
  Theme of(AppId app);

  /** Gives the app this look, with this logo or none, or refuses it with all its faults. */
  Outcome<Theme> change(AppId app, ThemeChoice choice);
}
