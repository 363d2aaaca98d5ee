package org.aisle.templates.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Bytes being written. */
final class Bytes {

  private byte[] buffer = new byte[1024];
  private int length;

  void octet(int value) {
    room(1);
    buffer[length++] = (byte) value;
  }

  /** Seven bits a byte, the least first, the highest bit set in all but the last. */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  /** A signed number: 0, -1, 1, -2, 2 as 0, 1, 2, 3, 4. */
  void signed(long value) {
    varint(value << 1 ^ value >> 63);
  }

  void decimal(double value) {
    room(8);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (bits >>> shift);
    }
  }

  void text(String value) {
    block(value.getBytes(StandardCharsets.UTF_8));
  }

  void block(byte[] value) {
    varint(value.length);
    raw(value, value.length);
  }

  /** Whole seconds since {@code base}, in seconds since 1970, then microseconds. */
  void time(Instant value, long base) {
    signed(value.getEpochSecond() - base);
    varint(value.getNano() / 1000);
  }

  void raw(byte[] value, int count) {
    room(count);
    System.arraycopy(value, 0, buffer, length, count);
    length += count;
  }

  void all(Bytes other) {
    raw(other.buffer, other.length);
  }

  private void room(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }
}
