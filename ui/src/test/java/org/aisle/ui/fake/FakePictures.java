package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.PictureUse;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;

/** The same pictures for the fake fleet's app, none for others. */
public final class FakePictures implements AppPictures {

  /** What shows them, as the test says. */
  public final List<PictureUse> uses = new CopyOnWriteArrayList<>();

  private final List<Picture> pictures = new ArrayList<>();

  public FakePictures with(Picture picture) {
    pictures.removeIf(other -> other.name().equals(picture.name()));
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

  @Override
  public List<PictureUse> uses(AppId app) {
    return app.equals(FakeFleet.APP) ? List.copyOf(uses) : List.of();
  }

  @Override
  public Outcome<Picture> put(AppId app, String name, byte[] content, boolean replace) {
    return switch (PictureReader.read(name, content)) {
      case PictureOutcome.Read(Picture picture) -> {
        with(picture);
        yield new Outcome.Done<>(picture);
      }
      case PictureOutcome.Faults(var faults) ->
          new Outcome.Refused<>(
              faults.stream().map(f -> new Problem(f.code(), f.sentence())).toList());
    };
  }

  @Override
  public Optional<Outcome<Picture>> remove(AppId app, String name) {
    Optional<Picture> there = find(app, name);
    if (uses.stream().anyMatch(use -> use.picture().equals(name))) {
      return Optional.of(Outcome.Refused.because("picture.in-use", "A dashboard shows it."));
    }
    pictures.removeIf(picture -> picture.name().equals(name));
    return there.map(Outcome.Done::new);
  }
}
