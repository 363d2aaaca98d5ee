package org.aisle.templates.picture;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aisle.templates.picture.Picture.Kind;

/**
 * Checks pictures by their content, whatever their name says. Terminates on every input, in time
 * linear in its size, and lets no exception out. Thread-safe.
 */
public final class PictureReader {

  /** The largest picture, in bytes. */
  public static final int MAX_BYTES = 512 * 1024;

  /** What a picture's file may be called. */
  public static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9._-]{0,58}\\.(?:png|jpe?g|webp|svg)");

  private static final int MOST_PIXELS = 25_000_000;

  private PictureReader() {}

  /**
   * @param name the file's name without its folder
   */
  public static PictureOutcome read(String name, byte[] content) {
    Optional<Kind> promised = NAME.matcher(name).matches() ? Kind.of(name) : Optional.empty();
    if (promised.isEmpty()) {
      return refused(
          "picture.name",
          "Name a picture with a-z, 0-9, '.', '_' and '-', ending in .png, .jpg, .webp or .svg.");
    }
    if (content.length > MAX_BYTES) {
      return refused(
          "picture.too-big",
          "The picture has %,d bytes; keep it below %,d.".formatted(content.length, MAX_BYTES + 1));
    }
    Kind kind = promised.get();
    Optional<Kind> found = RasterHeader.kind(content);
    if (kind == Kind.SVG) {
      if (found.isPresent()) {
        return refused("picture.kind", differs(found.get()));
      }
      List<PictureFault> faults = new SvgCheck(content).faults();
      return faults.isEmpty()
          ? new PictureOutcome.Read(new Picture(name, kind, content))
          : new PictureOutcome.Faults(faults);
    }
    if (found.isEmpty() || found.get() != kind) {
      return refused(
          "picture.kind",
          found
              .map(PictureReader::differs)
              .orElse(
                  "The content is no %s: it begins with %s. Export the picture again."
                      .formatted(kind, RasterHeader.beginning(content))));
    }
    long pixels = RasterHeader.pixels(kind, content);
    if (pixels <= 0) {
      return refused(
          "picture.broken",
          "The %s ends before it says how large it is; export it again.".formatted(kind));
    }
    return pixels > MOST_PIXELS
        ? refused(
            "picture.too-many-pixels",
            "The picture has %,d pixels; keep it below %,d.".formatted(pixels, MOST_PIXELS))
        : new PictureOutcome.Read(new Picture(name, kind, content));
  }

  /**
   * Checks a picture whose file's name does not matter: it is called after what it is.
   *
   * @param stem the name without an ending
   */
  public static PictureOutcome read(byte[] content, String stem) {
    return read(stem + "." + RasterHeader.kind(content).orElse(Kind.SVG).ending(), content);
  }

  private static String differs(Kind found) {
    return "The content is %s, the name says otherwise; rename the file.".formatted(found);
  }

  private static PictureOutcome refused(String code, String sentence) {
    return new PictureOutcome.Faults(List.of(new PictureFault(code, 1, 1, sentence)));
  }
}
