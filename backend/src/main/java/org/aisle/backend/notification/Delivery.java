package org.aisle.backend.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to deliver. */
sealed interface Delivery {

  /**
   * @param how for the alert's history, to follow the destination's name: "by mail to 2 addresses"
   */
  record Sent(String how) implements Delivery {}

  /**
   * @param code stable, {@code webhook.status}
   * @param sentence what is wrong and what to do
   * @param lasting whether trying again is pointless
   * @param retryAfter what the receiver asked for; null when it did not
   */
  record Failed(String code, String sentence, boolean lasting, @Nullable Duration retryAfter)
      implements Delivery {

    static Failed forNow(String code, String sentence) {
      return new Failed(code, sentence, false, null);
    }

    static Failed forGood(String code, String sentence) {
      return new Failed(code, sentence, true, null);
    }
  }
}
