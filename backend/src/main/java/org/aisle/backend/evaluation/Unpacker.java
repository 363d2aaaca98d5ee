package org.aisle.backend.evaluation;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Packer} wrote.
 *
 * <p>Every method throws {@link GarbledException} when the bytes say something else.
 */
final class Unpacker {

  /** The bytes are not what was written. */
  static final class GarbledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GarbledException(String what) {
      super(what, null, false, false);
    }
  }

  private final ByteBuffer buffer;

  Unpacker(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes);
  }

  int position() {
    return buffer.position();
  }

  int octet() {
    try {
      return buffer.get() & 0xFF;
    } catch (BufferUnderflowException e) {
      throw new GarbledException("too short");
    }
  }

  boolean flag() {
    return octet() != 0;
  }

  long whole() {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      rest |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new GarbledException("a number too long");
  }

  /** A whole number from 0 to {@code most}. */
  int count(int most) {
    long value = whole();
    if (value < 0 || value > most) {
      throw new GarbledException("a count out of range");
    }
    return (int) value;
  }

  double number() {
    try {
      return buffer.getDouble();
    } catch (BufferUnderflowException e) {
      throw new GarbledException("too short");
    }
  }

  long bits() {
    try {
      return buffer.getLong();
    } catch (BufferUnderflowException e) {
      throw new GarbledException("too short");
    }
  }

  @Nullable String text() {
    long length = whole();
    return length == -1 ? null : new String(block(length), StandardCharsets.UTF_8);
  }

  String present() {
    String text = text();
    if (text == null) {
      throw new GarbledException("a text is missing");
    }
    return text;
  }

  byte[] block() {
    return block(whole());
  }

  private byte[] block(long length) {
    if (length < 0 || length > buffer.remaining()) {
      throw new GarbledException("a length out of range");
    }
    byte[] block = new byte[(int) length];
    buffer.get(block);
    return block;
  }

  @Nullable Sample sample() {
    if (!flag()) {
      return null;
    }
    long at = whole();
    int size = count(1_000);
    SortedMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      String path = present();
      values.put(path, value());
    }
    return new Sample(Micros.instant(at), values);
  }

  private Value value() {
    try {
      return switch (octet()) {
        case 0 -> new Value.Num(number());
        case 1 -> new Value.Whole(whole());
        case 2 -> new Value.Flag(flag());
        case 3 -> new Value.Text(present());
        case 4 -> new Value.Moment(Micros.instant(whole()));
        case 5 -> {
          double lat = number();
          double lon = number();
          double alt = number();
          yield new Value.Geo(lat, lon, Double.isNaN(alt) ? null : Double.valueOf(alt));
        }
        case 6 -> new Value.Vec(number(), number(), number());
        default -> throw new GarbledException("an unknown kind of value");
      };
    } catch (IllegalArgumentException e) {
      throw new GarbledException("a value that cannot be");
    }
  }
}
