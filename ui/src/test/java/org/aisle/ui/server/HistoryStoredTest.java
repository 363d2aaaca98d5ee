package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryStoredTest {

  private static final Instant SENT = Instant.parse("2026-05-04T10:00:00Z");

  private final HistoryStored stored = new HistoryStored();

  @Test
  void anEmptyQueueIsNotBelievedWhileItsCountMayBeOlderThanTheLastMessage() {
    assertThat(stored.left(0, SENT)).isEqualTo(1);
    assertThat(stored.left(0, SENT.plusMillis(1_999))).isEqualTo(1);
    assertThat(stored.left(0, SENT.plusSeconds(2))).isZero();
  }

  @Test
  void whatWaitsInTheQueueIsNotStoredHoweverLongItTakes() {
    assertThat(stored.left(700, SENT)).isEqualTo(700);
    assertThat(stored.left(12, SENT.plusSeconds(600))).isEqualTo(12);
    assertThat(stored.left(0, SENT.plusSeconds(601))).isZero();
  }

  @Test
  void laterMessagesInTheQueueDoNotTakeTheHistoryBack() {
    stored.left(0, SENT);
    stored.left(0, SENT.plusSeconds(2));

    assertThat(stored.left(5, SENT.plusSeconds(3))).isZero();
  }
}
