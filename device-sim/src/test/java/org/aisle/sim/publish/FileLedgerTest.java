package org.aisle.sim.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest extends MessageLedgerContract {

  @TempDir Path folder;

  @Override
  MessageLedger ledger() throws Exception {
    return FileLedger.open(folder.resolve("ledger"));
  }

  @Test
  void a_ledger_is_continued_where_it_ended() throws Exception {
    try (MessageLedger ledger = ledger()) {
      ledger.acknowledged(ledger.sent(message(0)));
      ledger.sent(message(1));
    }
    try (MessageLedger ledger = ledger()) {
      ledger.acknowledged(ledger.sent(message(2)));
      try (Stream<LedgerEntry> entries = ledger.acknowledged()) {
        assertThat(entries).extracting(LedgerEntry::number).containsExactly(0L, 2L);
      }
    }
  }

  @Test
  void a_line_cut_short_by_a_crash_is_dropped() throws Exception {
    try (MessageLedger ledger = ledger()) {
      ledger.acknowledged(ledger.sent(message(0)));
    }
    Files.writeString(folder.resolve("ledger"), "S 1 cooler-1@sh", StandardOpenOption.APPEND);
    try (MessageLedger ledger = ledger()) {
      assertThat(ledger.sent(message(1))).isEqualTo(1);
      try (Stream<LedgerEntry> entries = ledger.entries()) {
        assertThat(entries).extracting(LedgerEntry::number).containsExactly(0L, 1L);
      }
    }
  }
}
