package org.aisle.sim.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON payloads of a device: each sample has an instant of its own and a decimal number for each
 * field. Belongs to one thread.
 */
public final class Payloads {

  private final List<String> fields;
  private final int samples;
  private final StringBuilder text = new StringBuilder();
  private final @Nullable Double constant;
  private int number;

  /**
   * @param fields the names of the fields
   * @param samples how many samples one message carries; more than one are sent as an array
   */
  public Payloads(List<String> fields, int samples) {
    this(fields, samples, null);
  }

  private Payloads(List<String> fields, int samples, @Nullable Double constant) {
    if (fields.isEmpty() || samples < 1) {
      throw new IllegalArgumentException("A message needs at least one field and one sample.");
    }
    this.fields = List.copyOf(fields);
    this.samples = samples;
    this.constant = constant;
  }

  /** Single samples of one field that always say the same. */
  public static Payloads constant(String field, double value) {
    return new Payloads(List.of(field), 1, value);
  }

  /** How many samples one message carries. */
  public int samples() {
    return samples;
  }

  /** How many values one message carries. */
  public int values() {
    return samples * fields.size();
  }

  /** A message whose samples are observed at {@code firstMillis} and the milliseconds after it. */
  byte[] next(long firstMillis) {
    text.setLength(0);
    if (samples > 1) {
      text.append('[');
    }
    for (int s = 0; s < samples; s++) {
      text.append(s > 0 ? "," : "").append("{\"ts\":").append(firstMillis + s);
      number = (number + 7) % 1000;
      for (int f = 0; f < fields.size(); f++) {
        text.append(",\"").append(fields.get(f)).append("\":");
        if (constant != null) {
          text.append(constant.doubleValue());
        } else {
          int tenths = (number + 131 * f) % 60;
          text.append(1 + tenths / 10).append('.').append(tenths % 10);
        }
      }
      text.append('}');
    }
    if (samples > 1) {
      text.append(']');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
