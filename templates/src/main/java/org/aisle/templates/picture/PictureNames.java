package org.aisle.templates.picture;

import java.util.Collection;
import java.util.Locale;

/** What a picture is called that somebody brings in a file of any name. */
public final class PictureNames {

  private static final int LONGEST = 50;

  private PictureNames() {}

  /**
   * A name that {@link PictureReader#NAME} takes, as like the file's as can be, and free; one
   * without a known ending stays without, and is refused when it is read.
   *
   * @param taken the names of the pictures that there are
   */
  public static String free(String file, Collection<String> taken) {
    String plain = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String clean = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    int dot = clean.lastIndexOf('.');
    String stem = (dot < 0 ? clean : clean.substring(0, dot)).replaceAll("^[._-]+", "");
    String ending = dot < 0 ? "" : clean.substring(dot);
    String kept = stem.isEmpty() ? "picture" : stem.substring(0, Math.min(LONGEST, stem.length()));
    String name = kept + ending;
    for (int i = 2; taken.contains(name); i++) {
      name = kept + "-" + i + ending;
    }
    return name;
  }
}
