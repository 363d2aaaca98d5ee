package org.aisle.templates.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.wire.BatchOutcome.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which a gateway uplinks a batch, version {@value #VERSION}; docs/uplink.md describes
 * each of them. Reading ends on every input, throws nothing and takes memory in proportion to what
 * arrived, up to the limits below.
 */
public final class BatchFormat {

  /** The topic on which batches are published. */
  public static final String TOPIC = "uplink";

  /** The only version that is written and read. */
  public static final int VERSION = 1;

  /** The largest batch, in bytes as sent. */
  public static final int MOST_BYTES = 4 * 1024 * 1024;

  /** The largest body, in bytes once inflated. */
  public static final int MOST_BODY_BYTES = 16 * 1024 * 1024;

  /** The most readings, and as many property reports, of one batch. */
  public static final int MOST_READINGS = 20_000;

  /** The most values of all readings of a batch together. */
  public static final int MOST_VALUES = 400_000;

  /** The most rejections of one batch. */
  public static final int MOST_REJECTIONS = 2_000;

  static final int HEADER = 18;
  private static final int MAGIC = 0x41495542;
  private static final int DEFLATED = 1;
  private static final int CHECKED_HEADER = 14;

  /** No deflated byte becomes more than this many. */
  private static final long EXPANSION = 1032;

  private static final int SMALL = 128;

  private BatchFormat() {}

  /**
   * Writes a batch.
   *
   * @throws IllegalArgumentException when it exceeds a limit; the caller must send less at once
   */
  public static byte[] encode(Batch batch) {
    byte[] body = BatchWriter.body(batch);
    return body.length < SMALL
        ? framed(body, body.length, 0)
        : framed(deflated(body), body.length, DEFLATED);
  }

  /** Writes a batch without deflating it: the same bytes everywhere. */
  static byte[] encodePlain(Batch batch) {
    byte[] body = BatchWriter.body(batch);
    return framed(body, body.length, 0);
  }

  /** Reads what {@link #encode} wrote, or says why it can't be read. */
  public static BatchOutcome decode(byte[] bytes) {
    ByteBuffer view = ByteBuffer.wrap(bytes);
    Refused refused = check(view);
    if (refused != null) {
      return refused;
    }
    int bodyLength = view.getInt(6);
    byte[] body = new byte[bodyLength];
    if (bytes[5] == 0) {
      System.arraycopy(bytes, HEADER, body, 0, bodyLength);
    } else if (!inflate(bytes, body)) {
      return malformed("Its body does not inflate to the length that its header names");
    }
    return new BatchReader(body).read();
  }

  /**
   * Why the bytes can't be a batch, as far as the frame around its body tells: cut off, damaged, of
   * another version, too large. Cheap; the body is not inflated.
   */
  public static Optional<Refused> checkFrame(ByteBuffer bytes) {
    return Optional.ofNullable(check(bytes.slice()));
  }

  private static @Nullable Refused check(ByteBuffer view) {
    int length = view.remaining();
    if (length == 0) {
      return new Refused(
          RejectionCode.PAYLOAD_EMPTY, "The batch is empty; send one as docs/uplink.md describes.");
    }
    if (length > MOST_BYTES) {
      return new Refused(
          RejectionCode.PAYLOAD_TOO_LARGE,
          "The batch is larger than %d bytes; send fewer readings in one.".formatted(MOST_BYTES));
    }
    if (length >= 4 && view.getInt(0) != MAGIC) {
      return malformed("It does not begin with the letters AIUB");
    }
    if (length >= 5 && view.get(4) != VERSION) {
      return new Refused(
          RejectionCode.BATCH_VERSION_UNKNOWN,
          "The batch is of version %d and this server reads version %d; bring gateway and server to"
                  .formatted(view.get(4) & 0xFF, VERSION)
              + " the same release.");
    }
    if (length < HEADER) {
      return truncated(length);
    }
    byte flags = view.get(5);
    long bodyLength = view.getInt(6) & 0xFFFF_FFFFL;
    long stored = view.getInt(10) & 0xFFFF_FFFFL;
    if (length - HEADER < stored) {
      return truncated(length);
    }
    if (length - HEADER > stored) {
      return malformed("Bytes follow after its end");
    }
    CRC32C checksum = new CRC32C();
    checksum.update(view.slice(0, CHECKED_HEADER));
    checksum.update(view.slice(HEADER, length - HEADER));
    if ((int) checksum.getValue() != view.getInt(CHECKED_HEADER)) {
      return malformed("Its checksum is wrong");
    }
    if (flags != 0 && flags != DEFLATED) {
      return malformed("It has flags that this version does not know");
    }
    if (bodyLength > MOST_BODY_BYTES
        || bodyLength > stored * EXPANSION
        || flags == 0 && bodyLength != stored) {
      return malformed("Its header names a body of an impossible length");
    }
    return null;
  }

  private static Refused truncated(int length) {
    return new Refused(
        RejectionCode.PAYLOAD_TRUNCATED,
        "The batch was cut off after %d bytes; send it again.".formatted(length));
  }

  static Refused malformed(String why) {
    return new Refused(
        RejectionCode.PAYLOAD_MALFORMED,
        "The batch can't be read. " + why + "; write it as docs/uplink.md describes.");
  }

  private static byte[] framed(byte[] stored, int bodyLength, int flags) {
    if (stored.length + HEADER > MOST_BYTES || bodyLength > MOST_BODY_BYTES) {
      throw new IllegalArgumentException("A batch has at most " + MOST_BYTES + " bytes.");
    }
    ByteBuffer result = ByteBuffer.allocate(HEADER + stored.length);
    result.putInt(MAGIC).put((byte) VERSION).put((byte) flags);
    result.putInt(bodyLength).putInt(stored.length);
    CRC32C checksum = new CRC32C();
    checksum.update(result.array(), 0, CHECKED_HEADER);
    checksum.update(stored);
    return result.putInt((int) checksum.getValue()).put(stored).array();
  }

  private static byte[] deflated(byte[] body) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(body);
      deflater.finish();
      Bytes result = new Bytes();
      byte[] part = new byte[8192];
      while (!deflater.finished()) {
        result.raw(part, deflater.deflate(part));
      }
      return result.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static boolean inflate(byte[] bytes, byte[] body) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, HEADER, bytes.length - HEADER);
      int filled = 0;
      while (filled < body.length) {
        int n = inflater.inflate(body, filled, body.length - filled);
        if (n == 0) {
          return false;
        }
        filled += n;
      }
      return (inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished())
          && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
