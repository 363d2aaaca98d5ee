package org.aisle.templates.decode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.aisle.templates.outcome.RejectionCode;

/** Bytes written as pairs of hexadecimal digits, in either case, with white space around. */
final class HexText {

  private HexText() {}

  static boolean looksLikeHex(byte[] payload) {
    String text = text(payload);
    return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && HexFormat.isHexDigit(c));
  }

  /** Throws {@link Refused} when the last digit has no partner. */
  static byte[] bytes(byte[] payload) {
    return bytes(text(payload));
  }

  static byte[] bytes(String text) {
    if (text.length() % 2 != 0) {
      throw new Refused(
          RejectionCode.PAYLOAD_TRUNCATED,
          "The hexadecimal text ends in half a byte; check what cuts it on the way.");
    }
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          RejectionCode.PAYLOAD_MALFORMED,
          "%s is not hexadecimal; send pairs of the digits 0-9 and A-F."
              .formatted(Quoted.of(text)));
    }
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.ISO_8859_1).strip();
  }
}
