package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.app.AppTemplate;

/** The app templates that an app can be made from. Thread-safe. */
public interface AppGallery {

  /** By id; those that came with this server and those in the solution builder's folder. */
  List<AppTemplate> all();

  Optional<AppTemplate> find(String id);
}
