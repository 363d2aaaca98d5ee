package org.aisle.backend.bench;

/** How much history: so many readings, spread evenly over a year and so many devices. */
public record BenchSize(long readings, int devices) {

  public BenchSize {
    if (devices < 50 || devices > 100_000 || readings < devices || readings > 2_000_000_000L) {
      throw new IllegalArgumentException(
          "Ask for 50 to 100,000 devices, and from one reading each to two billion in all.");
    }
  }

  String app() {
    return "bench-%d-%d".formatted(readings, devices);
  }
}
