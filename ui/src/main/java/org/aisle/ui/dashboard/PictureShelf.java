package org.aisle.ui.dashboard;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureNames;

/** The pictures an edited dashboard can show, with those that somebody brings meanwhile. */
final class PictureShelf {

  private final AppPictures pictures;
  private final AppId app;
  private final Set<String> names;

  PictureShelf(AppPictures pictures, AppId app, Collection<String> names) {
    this.pictures = pictures;
    this.app = app;
    this.names = new TreeSet<>(names);
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  /** Stores another one under a name that is free. */
  Outcome<Picture> put(String file, byte[] content) {
    Outcome<Picture> outcome = pictures.put(app, PictureNames.free(file, names), content, false);
    if (outcome instanceof Outcome.Done<Picture>(Picture stored)) {
      names.add(stored.name());
    }
    return outcome;
  }

  String path(String name) {
    return PictureResource.path(app, name);
  }
}
