package org.aisle.templates.decode;

/**
 * How much of a payload decoders are willing to look at.
 *
 * @param maxBytes size of a payload in bytes
 * @param maxDepth nesting of objects and arrays, the sample itself being 1
 * @param maxSamples samples in one payload
 * @param maxFields names in one sample, those of nested objects included
 */
public record DecodeLimits(int maxBytes, int maxDepth, int maxSamples, int maxFields) {

  /** 256 KiB, 16 levels, 10,000 samples, 500 names. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(256 * 1024, 16, 10_000, 500);

  /** Nesting is read by recursion; deeper than this is never allowed. */
  private static final int DEEPEST = 200;

  public DecodeLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxSamples < 1 || maxFields < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "Decode limits are at least 1, and the depth is at most %d.".formatted(DEEPEST));
    }
  }
}
