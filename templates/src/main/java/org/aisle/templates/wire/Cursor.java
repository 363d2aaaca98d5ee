package org.aisle.templates.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a reader is in a body; every step checks that the bytes are there. */
final class Cursor {

  private final byte[] bytes;
  private int at;

  Cursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      result |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        if (shift == 63 && next > 1) {
          throw new BrokenException("A number has more than 64 bits");
        }
        return result;
      }
    }
    throw new BrokenException("A number has more than ten bytes");
  }

  long signed() {
    long raw = varint();
    return raw >>> 1 ^ -(raw & 1);
  }

  /** A number of things that each take at least {@code least} bytes; it can't promise more. */
  int count(int most, int least, String what) {
    long count = varint();
    if (count < 0 || count > most) {
      throw new BrokenException("It names more than " + most + " " + what);
    }
    if (count * least > bytes.length - at) {
      throw new BrokenException("It names more " + what + " than its bytes can hold");
    }
    return (int) count;
  }

  double decimal() {
    need(8);
    double result = ByteBuffer.wrap(bytes, at, 8).getDouble();
    at += 8;
    return result;
  }

  byte[] block() {
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** A text, or null when its bytes are not UTF-8. */
  @Nullable String text() {
    int length = length();
    at += length;
    for (int i = at - length; i < at; i++) {
      if (bytes[i] < 0) {
        return strict(length);
      }
    }
    return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
  }

  private @Nullable String strict(int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, at - length, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > bytes.length - at) {
      throw new BrokenException("A text is longer than the body");
    }
    return (int) length;
  }

  private void need(int count) {
    if (bytes.length - at < count) {
      throw new BrokenException("The body ends too soon");
    }
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** The body has not the structure of one; never leaves this package. */
  static final class BrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message, null, false, false);
    }

    String why() {
      String message = getMessage();
      return message == null ? "Its structure is broken" : message;
    }
  }
}
