package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.templates.app.AccentColour;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;

/** Looks that are forgotten with the test. */
public final class FakeThemes implements AppThemes {

  private final Map<AppId, Theme> themes = new ConcurrentHashMap<>();
  private final FakePictures pictures;

  public FakeThemes(FakePictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public Theme of(AppId app) {
    return themes.getOrDefault(app, PLAIN);
  }

  @Override
  public Outcome<Theme> change(AppId app, ThemeChoice choice) {
    List<Problem> problems = problems(choice);
    if (!problems.isEmpty()) {
      return new Outcome.Refused<>(problems);
    }
    String logo = null;
    if (choice.logo() != null
        && PictureReader.read(Base64.getDecoder().decode(choice.logo()), "app-logo")
            instanceof PictureOutcome.Read(var picture)) {
      pictures.with(picture);
      logo = picture.name();
    }
    Theme theme = new Theme(String.valueOf(choice.accent()), "app", logo);
    themes.put(app, theme);
    return new Outcome.Done<>(theme);
  }

  static List<Problem> problems(ThemeChoice choice) {
    List<Problem> problems = new ArrayList<>();
    AccentColour colour = AccentColour.parse(String.valueOf(choice.accent())).orElse(null);
    if (colour == null) {
      problems.add(new Problem("theme.accent", "Write six digits."));
    } else if (colour.contrastWithWhite() < AccentColour.READABLE) {
      problems.add(new Problem("theme.contrast", "Take a darker colour."));
    }
    return problems;
  }
}
