package org.aisle.sim.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aisle.sim.prove.Account.Message;
import org.junit.jupiter.api.Test;

/** A store that loses, doubles, changes or invents a row is found; one that does not is not. */
class AuditTest {

  private final Account account = new Account(7, "probe-01");
  private final List<ProbeReading> stored = new ArrayList<>();

  AuditTest() {
    for (int i = 0; i < 20; i++) {
      Message message = account.measure(5, i < 10 ? Duration.ZERO : Duration.ofDays(-1));
      account.transmits(message);
      if (i < 19) {
        account.acknowledged(message);
      }
    }
    for (int number = 0; number < 100; number++) {
      stored.add(account.reading(number));
    }
  }

  private Audit.Result audit() {
    Audit audit = new Audit(account, account.acknowledged());
    stored.forEach(row -> audit.row(row.number(), row));
    return audit.result();
  }

  @Test
  void a_store_with_everything_once_is_sound_in_any_order() {
    Collections.shuffle(stored, new Random(3));
    assertThat(audit()).isEqualTo(new Audit.Result(100, 5, java.util.Map.of(), List.of()));
  }

  @Test
  void what_was_sent_and_not_acknowledged_may_be_absent() {
    stored.subList(95, 100).clear();
    assertThat(audit().sound()).isTrue();
  }

  @Test
  void a_lost_reading_is_found_and_named() {
    stored.remove(41);
    Audit.Result result = audit();
    assertThat(result.count(Finding.Kind.LOST)).isEqualTo(1);
    assertThat(result.counts()).hasSize(1);
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.number()).isEqualTo(41);
              assertThat(finding.device()).isEqualTo("probe-01");
            });
  }

  @Test
  void a_row_that_is_there_twice_is_found_even_if_it_was_never_acknowledged() {
    stored.add(stored.get(41));
    stored.add(stored.get(98));
    assertThat(audit().counts()).containsExactly(java.util.Map.entry(Finding.Kind.DOUBLED, 2));
  }

  @Test
  void a_row_that_was_doubled_under_another_time_is_found() {
    ProbeReading one = stored.get(41);
    stored.add(
        new ProbeReading(
            one.number(),
            one.observedAt().plusSeconds(3),
            one.temperature(),
            one.pulses(),
            one.doorOpen(),
            one.label(),
            one.latitude(),
            one.longitude(),
            one.note()));
    assertThat(audit().counts()).containsExactly(java.util.Map.entry(Finding.Kind.DOUBLED, 1));
  }

  @Test
  void any_changed_value_is_found() {
    ProbeReading one = stored.get(41);
    List<ProbeReading> changed =
        List.of(
            new ProbeReading(
                41,
                one.observedAt().plusNanos(1_000),
                one.temperature(),
                one.pulses(),
                one.doorOpen(),
                one.label(),
                one.latitude(),
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                -99.0,
                one.pulses(),
                one.doorOpen(),
                one.label(),
                one.latitude(),
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses() + 1,
                one.doorOpen(),
                one.label(),
                one.latitude(),
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses(),
                !one.doorOpen(),
                one.label(),
                one.latitude(),
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses(),
                one.doorOpen(),
                one.label() + "?",
                one.latitude(),
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses(),
                one.doorOpen(),
                one.label(),
                91.0,
                one.longitude(),
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses(),
                one.doorOpen(),
                one.label(),
                one.latitude(),
                181.0,
                one.note()),
            new ProbeReading(
                41,
                one.observedAt(),
                one.temperature(),
                one.pulses(),
                one.doorOpen(),
                one.label(),
                one.latitude(),
                one.longitude(),
                -1L));
    for (ProbeReading row : changed) {
      stored.set(41, row);
      assertThat(audit().counts())
          .as(row.toString())
          .containsExactly(java.util.Map.entry(Finding.Kind.CHANGED, 1));
    }
  }

  @Test
  void a_row_that_nobody_sent_is_found() {
    Account later = new Account(7, "probe-01");
    later.measure(200, Duration.ZERO);
    stored.add(later.reading(150));
    ProbeReading one = stored.get(3);
    Audit audit = new Audit(account, new BitSet());
    stored.forEach(row -> audit.row(row.number(), row));
    audit.row(null, one);
    assertThat(audit.result().counts())
        .containsExactly(java.util.Map.entry(Finding.Kind.INVENTED, 2));
  }

  @Test
  void what_was_measured_but_never_left_the_device_must_not_be_there() {
    Message message = account.measure(1, Duration.ZERO);
    stored.add(account.reading(message.first()));
    assertThat(audit().counts()).containsExactly(java.util.Map.entry(Finding.Kind.INVENTED, 1));
  }
}
