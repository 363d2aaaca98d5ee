package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;

/** The pictures of an app's dashboards; all were checked before they were stored. Thread-safe. */
public interface AppPictures {

  Optional<Picture> find(AppId app, String name);

  /** All of them, by name. */
  List<Picture> all(AppId app);
}
