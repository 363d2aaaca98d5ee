package org.aisle.sim.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
abstract class MessageLedgerContract {

  abstract MessageLedger ledger() throws Exception;

  static OutgoingMessage message(int i) {
    Instant time = Instant.parse("2026-03-02T00:00:00.123456Z").plusSeconds(i);
    return new OutgoingMessage(
        DeviceRef.of("shop", "cooler-" + i % 3),
        ("payload " + i).getBytes(),
        List.of(
            new SampleKey(time, OptionalLong.of(i)), new SampleKey(time, OptionalLong.empty())));
  }

  @Test
  void what_was_sent_is_told_in_order_with_its_samples_and_hash() throws Exception {
    try (MessageLedger ledger = ledger()) {
      IntStream.range(0, 5).forEach(i -> ledger.sent(message(i)));
      try (Stream<LedgerEntry> entries = ledger.entries()) {
        assertThat(entries)
            .containsExactlyElementsOf(
                IntStream.range(0, 5)
                    .mapToObj(i -> LedgerEntry.unacknowledged(i, message(i)))
                    .toList());
      }
    }
  }

  @Test
  void only_what_was_acknowledged_counts_as_acknowledged() throws Exception {
    try (MessageLedger ledger = ledger()) {
      List<Long> numbers = IntStream.range(0, 5).mapToObj(i -> ledger.sent(message(i))).toList();
      ledger.acknowledged(numbers.get(3));
      ledger.acknowledged(numbers.get(1));
      try (Stream<LedgerEntry> entries = ledger.acknowledged()) {
        assertThat(entries)
            .extracting(LedgerEntry::number)
            .containsExactly(numbers.get(1), numbers.get(3));
      }
    }
  }

  @Test
  void many_threads_may_write() throws Exception {
    try (MessageLedger ledger = ledger()) {
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(
                  t ->
                      Thread.ofPlatform()
                          .start(
                              () ->
                                  IntStream.range(0, 100)
                                      .forEach(i -> ledger.acknowledged(ledger.sent(message(i))))))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      try (Stream<LedgerEntry> entries = ledger.acknowledged()) {
        assertThat(entries.map(LedgerEntry::number).distinct()).hasSize(400);
      }
    }
  }
}
