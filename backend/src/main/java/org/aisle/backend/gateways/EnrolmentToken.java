package org.aisle.backend.gateways;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens of 192 random bits, found by their SHA-256: nobody can guess or precompute them. */
final class EnrolmentToken {

  private static final String PREFIX = "aisle_gw_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private EnrolmentToken() {}

  static String generate() {
    byte[] random = new byte[24];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
