package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;

/** The pictures of an app's dashboards; all were checked before they were stored. Thread-safe. */
public interface AppPictures {

  /** How many bytes the pictures of an app may have together: an export must come back. */
  int MOST_BYTES = 6 << 20;

  /** How many pictures an app may have. */
  int MOST = 100;

  Optional<Picture> find(AppId app, String name);

  /** All of them, by name. */
  List<Picture> all(AppId app);

  /** Everything that shows a picture, personal dashboards too. */
  List<PictureUse> uses(AppId app);

  /**
   * Stores a picture, or refuses it with everything that is wrong with it.
   *
   * @param replace whether one of that name gives way; else it is refused as {@code
   *     picture.exists}, unless it is the same
   */
  Outcome<Picture> put(AppId app, String name, byte[] content, boolean replace);

  /** Empty when there was none; refused while something shows it. */
  Optional<Outcome<Picture>> remove(AppId app, String name);
}
