package org.aisle.templates.directory;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A device password as the registry keeps it and as gateways get it: SHA-256 over salt and
 * password. It suits random passwords of 192 bits, which nobody can guess at any speed.
 */
public record SaltedHash(byte[] salt, byte[] hash) {

  private static final int LEAST_SALT = 8;
  private static final int MOST_SALT = 64;
  private static final int DIGEST = 32;

  public SaltedHash {
    if (salt.length < LEAST_SALT || salt.length > MOST_SALT || hash.length != DIGEST) {
      throw new IllegalArgumentException("A salt has 8 to 64 bytes, a hash 32.");
    }
    salt = salt.clone();
    hash = hash.clone();
  }

  /** The hash of a password under a salt. */
  public static SaltedHash of(byte[] salt, byte[] password) {
    return new SaltedHash(salt, digest(salt, password));
  }

  /** Constant time in the password. */
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(hash, digest(salt, password));
  }

  private static byte[] digest(byte[] salt, byte[] password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return sha256.digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public byte[] hash() {
    return hash.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SaltedHash that
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Shows nothing but where the salt begins. */
  @Override
  public String toString() {
    return "SaltedHash[" + HexFormat.of().formatHex(salt, 0, 2) + "…]";
  }
}
