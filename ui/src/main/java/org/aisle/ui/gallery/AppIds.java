package org.aisle.ui.gallery;

import java.text.Normalizer;
import java.util.Locale;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.identity.AppId;

/** Proposals for the ids of apps. */
final class AppIds {

  private static final int LONGEST = 40;

  private AppIds() {}

  /** What of a name an id may contain; may be empty. */
  static String of(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+", "");
    return cut(plain, LONGEST);
  }

  /** The same, with a number behind it when an app has it already. */
  static String free(String name, Apps apps) {
    String id = of(name);
    String free = id;
    for (int i = 2; AppId.isValid(free) && apps.find(new AppId(free)).isPresent(); i++) {
      String number = "-" + i;
      free = cut(id, LONGEST - number.length()) + number;
    }
    return free;
  }

  private static String cut(String text, int most) {
    String cut = text.length() > most ? text.substring(0, most) : text;
    return cut.replaceAll("-+$", "");
  }
}
