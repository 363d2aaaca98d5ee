package org.aisle.backend.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Writes what a memory holds, compactly: whole numbers take as few bytes as they need. */
final class Packer {

  private byte[] bytes = new byte[256];
  private int size;

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  Packer octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  Packer flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** Near zero is short. */
  Packer whole(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      octet((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    return octet((int) rest);
  }

  Packer number(double value) {
    room(8);
    ByteBuffer.wrap(bytes, size, 8).putDouble(value);
    size += 8;
    return this;
  }

  /** Eight bytes. */
  Packer bits(long value) {
    room(8);
    ByteBuffer.wrap(bytes, size, 8).putLong(value);
    size += 8;
    return this;
  }

  Packer text(@Nullable String value) {
    if (value == null) {
      return whole(-1);
    }
    return block(value.getBytes(StandardCharsets.UTF_8));
  }

  Packer block(byte[] block) {
    whole(block.length);
    room(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
    return this;
  }

  Packer sample(@Nullable Sample sample) {
    flag(sample != null);
    if (sample != null) {
      whole(Micros.of(sample.observedAt()));
      whole(sample.values().size());
      for (Map.Entry<String, Value> entry : sample.values().entrySet()) {
        text(entry.getKey());
        value(entry.getValue());
      }
    }
    return this;
  }

  /** Trees are no evidence and are never written. */
  private void value(Value value) {
    switch (value) {
      case Value.Num n -> octet(0).number(n.value());
      case Value.Whole w -> octet(1).whole(w.value());
      case Value.Flag f -> octet(2).flag(f.value());
      case Value.Text t -> octet(3).text(t.value());
      case Value.Moment m -> octet(4).whole(Micros.of(m.value()));
      case Value.Geo g -> {
        Double alt = g.alt();
        octet(5).number(g.lat()).number(g.lon()).number(alt == null ? Double.NaN : alt);
      }
      case Value.Vec v -> octet(6).number(v.x()).number(v.y()).number(v.z());
      case Value.Tree t -> octet(3).text("");
    }
  }
}
