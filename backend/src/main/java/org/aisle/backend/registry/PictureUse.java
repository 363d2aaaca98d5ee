package org.aisle.backend.registry;

import org.jspecify.annotations.Nullable;

/**
 * Something that shows one of an app's pictures.
 *
 * @param picture the picture's name
 * @param dashboard the id of the dashboard; null for the app's logo
 * @param title of the dashboard, or {@code logo}
 * @param owner whose personal dashboard it is; null for what everybody sees
 */
public record PictureUse(
    String picture, @Nullable String dashboard, String title, @Nullable String owner) {

  /** In a sentence; what is on somebody's personal dashboard is nobody else's business. */
  String words() {
    if (dashboard == null) {
      return "the app's logo";
    }
    return owner == null
        ? "the dashboard " + Problems.quoted(title)
        : "a personal dashboard of " + Problems.quoted(owner);
  }

  /** The same as somebody may see it. */
  public PictureUse asSeenBy(String reader) {
    return owner == null || owner.equals(reader)
        ? this
        : new PictureUse(picture, null, "a personal dashboard", owner);
  }
}
