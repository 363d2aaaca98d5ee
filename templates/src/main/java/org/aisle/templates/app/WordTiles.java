package org.aisle.templates.app;

import java.util.Map;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Size;
import org.aisle.templates.prose.Prose;
import org.aisle.templates.prose.ProseFault;

/** The kinds of tiles that show words and pictures, whatever devices do. */
final class WordTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "image", WordTiles::image,
          "label", WordTiles::label,
          "markdown", WordTiles::markdown);

  private static final Map<String, Size> SIZES = Words.of(Size.values());
  private static final int LONGEST_LABEL = 300;
  private static final int LONGEST_ALT = 500;

  private WordTiles() {}

  private static Tile image(TileSource source, Frame frame) {
    Section s = source.keys();
    String link = s.optionalText("link");
    if (link != null && (!link.startsWith("https://") || !Prose.isLink(link))) {
      s.fault("link", "app.link", "\"link\" is an address that begins with https://.");
    }
    return new Tile.Image(frame, image(source), alt(s), link);
  }

  private static Tile label(TileSource source, Frame frame) {
    Section s = source.keys();
    return new Tile.Label(
        frame, atMost(s, "text", LONGEST_LABEL), s.choice("size", SIZES, Size.MEDIUM));
  }

  private static Tile markdown(TileSource source, Frame frame) {
    String text = source.keys().text("text");
    for (ProseFault fault : Prose.of(text).faults()) {
      source
          .keys()
          .fault(
              "text",
              "app.markdown",
              "Line %d of the text: %s".formatted(fault.line(), fault.sentence()));
    }
    return new Tile.Markdown(frame, text);
  }

  /** The name of a picture of the app template. */
  static String image(TileSource source) {
    String image = source.keys().text("image");
    if (!image.isEmpty() && !source.scope().pictures().contains(image)) {
      AppFile.unknown(source.keys(), "image", "picture", image, source.scope().pictures());
    }
    return image;
  }

  /** What a picture shows, for those who do not see it. */
  static String alt(Section s) {
    return atMost(s, "alt", LONGEST_ALT);
  }

  private static String atMost(Section s, String key, int longest) {
    String text = s.text(key);
    if (text.length() > longest) {
      s.fault(key, "app.text-length", "\"%s\" has at most %d characters.".formatted(key, longest));
    }
    return text;
  }
}
