package org.aisle.backend.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.aisle.templates.directory.SaltedHash;

/**
 * A device password as it is stored: a salted SHA-256.
 *
 * <p>A slow password hash protects guessable secrets. These are 192 random bits that no person ever
 * chose, so that guessing is hopeless at any speed, while thousands of devices that reconnect after
 * an outage must be let in at once.
 */
record DeviceSecret(byte[] salt, byte[] hash) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DeviceSecret NOBODY = generate().secret();

  /** A new password and its stored form. */
  record Generated(String password, DeviceSecret secret) {}

  static Generated generate() {
    byte[] random = new byte[24];
    byte[] salt = new byte[16];
    RANDOM.nextBytes(random);
    RANDOM.nextBytes(salt);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new Generated(
        password, new DeviceSecret(salt, digest(salt, password.getBytes(StandardCharsets.UTF_8))));
  }

  /** The secret of no device: comparing with it takes as long and always fails. */
  static DeviceSecret nobody() {
    return NOBODY;
  }

  /** Constant time in the password. */
  boolean matches(byte[] password) {
    return MessageDigest.isEqual(hash, digest(salt, password));
  }

  private static byte[] digest(byte[] salt, byte[] password) {
    return SaltedHash.of(salt, password).hash();
  }
}
