package org.aisle.ui.devices;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Raw bytes as an operator can read them. */
final class PayloadText {

  private static final int BYTES_PER_LINE = 16;

  private PayloadText() {}

  /** As text when they are UTF-8 without unusual control characters, else as a hex dump. */
  static String of(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      boolean readable =
          text.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || c >= 0x20 && c != 0x7f);
      return readable ? text : hex(bytes);
    } catch (CharacterCodingException notText) {
      return hex(bytes);
    }
  }

  /** Offset, bytes, and the printable ASCII characters among them. */
  static String hex(byte[] bytes) {
    StringBuilder dump = new StringBuilder();
    for (int start = 0; start < bytes.length; start += BYTES_PER_LINE) {
      dump.append("%06x ".formatted(start));
      StringBuilder ascii = new StringBuilder();
      for (int i = start; i < start + BYTES_PER_LINE; i++) {
        if (i < bytes.length) {
          int b = bytes[i] & 0xff;
          dump.append(" %02x".formatted(b));
          ascii.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
        } else {
          dump.append("   ");
        }
      }
      dump.append("  ").append(ascii).append('\n');
    }
    return dump.toString();
  }
}
