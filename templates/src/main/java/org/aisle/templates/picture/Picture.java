package org.aisle.templates.picture;

import java.util.Arrays;
import java.util.Optional;

/** A picture that was checked. Immutable. */
public final class Picture {

  /** The kinds of pictures, each with the endings of its files. */
  public enum Kind {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    WEBP("image/webp", "webp"),
    SVG("image/svg+xml", "svg");

    private final String mediaType;
    private final String[] endings;

    Kind(String mediaType, String... endings) {
      this.mediaType = mediaType;
      this.endings = endings;
    }

    public String mediaType() {
      return mediaType;
    }

    /** The usual ending of its files' names, without the dot. */
    public String ending() {
      return endings[0];
    }

    /** The kind that a file's name promises. */
    public static Optional<Kind> of(String name) {
      String ending = name.substring(name.lastIndexOf('.') + 1);
      return Arrays.stream(values())
          .filter(kind -> Arrays.asList(kind.endings).contains(ending))
          .findFirst();
    }
  }

  private final String name;
  private final Kind kind;
  private final byte[] content;

  /**
   * A picture as it was checked before, for instance when it was stored.
   *
   * @param name without a folder
   */
  public Picture(String name, Kind kind, byte[] content) {
    this.name = name;
    this.kind = kind;
    this.content = content.clone();
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** A copy. */
  public byte[] content() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p
        && p.name.equals(name)
        && p.kind == kind
        && Arrays.equals(p.content, content);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "%s (%s, %d bytes)".formatted(name, kind, content.length);
  }
}
