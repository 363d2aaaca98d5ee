package org.aisle.templates.picture;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.aisle.templates.picture.Picture.Kind;

/** What the first bytes of a picture of pixels say. */
final class RasterHeader {

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);

  private RasterHeader() {}

  static Optional<Kind> kind(byte[] content) {
    if (holds(content, 0, PNG)) {
      return Optional.of(Kind.PNG);
    }
    if (holds(content, 0, JPEG)) {
      return Optional.of(Kind.JPEG);
    }
    return holds(content, 0, RIFF) && holds(content, 8, WEBP)
        ? Optional.of(Kind.WEBP)
        : Optional.empty();
  }

  /** The first bytes in hexadecimal, for a person who looks for what went wrong. */
  static String beginning(byte[] content) {
    return content.length == 0
        ? "nothing"
        : HexFormat.ofDelimiter(" ").formatHex(content, 0, Math.min(4, content.length));
  }

  /** Width times height; 0 when they are not there. */
  static long pixels(Kind kind, byte[] content) {
    return switch (kind) {
      case PNG -> area(number(content, 16, 4), number(content, 20, 4));
      case JPEG -> jpeg(content);
      case WEBP -> webp(content);
      case SVG -> 0;
    };
  }

  private static long jpeg(byte[] content) {
    int at = 2;
    while (at + 9 < content.length && (content[at] & 0xff) == 0xff) {
      int marker = content[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        return area(number(content, at + 5, 2), number(content, at + 7, 2));
      }
      at += 2 + (int) Math.max(2, number(content, at + 2, 2));
    }
    return 0;
  }

  private static long webp(byte[] content) {
    if (content.length < 30) {
      return 0;
    }
    return switch (new String(content, 12, 4, StandardCharsets.US_ASCII)) {
      case "VP8X" -> area(1 + little(content, 24, 3), 1 + little(content, 27, 3));
      case "VP8 " -> area(little(content, 26, 2) & 0x3fff, little(content, 28, 2) & 0x3fff);
      case "VP8L" -> {
        long bits = little(content, 21, 4);
        yield area(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
      }
      default -> 0;
    };
  }

  private static long area(long width, long height) {
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  private static long number(byte[] content, int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | (at + i < content.length ? content[at + i] & 0xff : 0);
    }
    return number;
  }

  private static long little(byte[] content, int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | content[at + i] & 0xff;
    }
    return number;
  }

  private static boolean holds(byte[] content, int at, byte[] wanted) {
    return content.length >= at + wanted.length
        && java.util.Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
