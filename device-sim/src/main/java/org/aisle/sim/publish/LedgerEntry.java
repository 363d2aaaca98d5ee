package org.aisle.sim.publish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.identity.DeviceRef;

/**
 * One message of a ledger.
 *
 * @param number its number, ascending in the order of sending
 * @param payloadHash the first 16 bytes of the payload's SHA-256 in hexadecimal
 */
public record LedgerEntry(
    long number,
    DeviceRef device,
    List<SampleKey> samples,
    String payloadHash,
    boolean acknowledged) {

  public LedgerEntry {
    samples = List.copyOf(samples);
  }

  /** The {@link #payloadHash} of a payload. */
  public static String hash(byte[] payload) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  static LedgerEntry unacknowledged(long number, OutgoingMessage message) {
    return new LedgerEntry(
        number, message.device(), message.samples(), hash(message.payload()), false);
  }

  LedgerEntry asAcknowledged(boolean yes) {
    return new LedgerEntry(number, device, samples, payloadHash, yes);
  }
}
