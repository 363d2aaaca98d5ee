package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.AppPictures;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;

/** The same pictures for the fake fleet's app, none for others. */
public final class FakePictures implements AppPictures {

  private final List<Picture> pictures = new ArrayList<>();

  public FakePictures with(Picture picture) {
    pictures.add(picture);
    return this;
  }

  @Override
  public Optional<Picture> find(AppId app, String name) {
    return all(app).stream().filter(picture -> picture.name().equals(name)).findFirst();
  }

  @Override
  public List<Picture> all(AppId app) {
    return app.equals(FakeFleet.APP) ? List.copyOf(pictures) : List.of();
  }
}
