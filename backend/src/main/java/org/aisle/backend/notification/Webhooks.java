package org.aisle.backend.notification;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.aisle.backend.notification.Delivery.Failed;
import org.jspecify.annotations.Nullable;

/** Signed POSTs of alerts. Thread-safe. */
final class Webhooks {

  static final String SIGNATURE = "Aisle-Signature";
  static final String DELIVERY = "Aisle-Delivery";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final GuardedHttp http;
  private final WebhookBody bodies;

  Webhooks(GuardedHttp http, WebhookBody bodies) {
    this.http = http;
    this.bodies = bodies;
  }

  /** 256 random bits. */
  static String newSecret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  Delivery send(Letter letter, String url, @Nullable String secret) {
    if (secret == null) {
      return Failed.forGood(
          "webhook.secret-missing", "The webhook has no secret: remove it and create it anew.");
    }
    byte[] body = bodies.of(letter, "WebhookAction").getBytes(StandardCharsets.UTF_8);
    return http.post(
        URI.create(url),
        Map.of(
            SIGNATURE,
            signature(secret, letter.at(), body),
            DELIVERY,
            letter.delivery().toString()),
        body);
  }

  /** {@code t=<epoch seconds>,v1=<hex HMAC-SHA256 of "<epoch seconds>.<body>">}. */
  static String signature(String secret, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=%d,v1=%s"
          .formatted(at.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }
}
