package org.aisle.gateway.app;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as {@code pbkdf2:<rounds>:<salt>:<hash>}, PBKDF2 with HMAC-SHA-256 (RFC 8018), salt
 * and hash in hexadecimal.
 */
record PasswordHash(int rounds, byte[] salt, byte[] hash) {

  private static final Pattern SYNTAX =
      Pattern.compile("pbkdf2:([1-9][0-9]{3,6}):([0-9a-f]{32,128}):([0-9a-f]{64})");
  private static final int ROUNDS = 100_000;

  static Optional<PasswordHash> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || matcher.group(2).length() % 2 != 0) {
      return Optional.empty();
    }
    HexFormat hex = HexFormat.of();
    return Optional.of(
        new PasswordHash(
            Integer.parseInt(matcher.group(1)),
            hex.parseHex(matcher.group(2)),
            hex.parseHex(matcher.group(3))));
  }

  static PasswordHash of(byte[] password) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS));
  }

  /** Whether the password is the one that was hashed; constant time in the comparison. */
  boolean matches(byte[] password) {
    return MessageDigest.isEqual(hash, derive(password, salt, rounds));
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return "pbkdf2:" + rounds + ":" + hex.formatHex(salt) + ":" + hex.formatHex(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that
        && rounds == that.rounds
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  private static byte[] derive(byte[] password, byte[] salt, int rounds) {
    try {
      // Latin-1 keeps every byte of the password distinct
      char[] characters =
          new String(password, java.nio.charset.StandardCharsets.ISO_8859_1).toCharArray();
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(characters, salt, rounds, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no PBKDF2 with HMAC-SHA-256.", e);
    }
  }
}
