package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalBudgetTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RefusalBudget budget = new RefusalBudget();

  @Test
  void one_refusal_of_a_name_is_kept_in_a_minute() {
    assertThat(budget.spend("a", START)).isTrue();
    assertThat(budget.spend("a", START.plusSeconds(59))).isFalse();
    assertThat(budget.spend("b", START.plusSeconds(59))).isTrue();
    assertThat(budget.spend("a", START.plusSeconds(60))).isTrue();
  }

  @Test
  void a_client_that_changes_its_name_does_not_get_more_than_600_in_a_minute() {
    int kept = 0;
    for (int i = 0; i < 5000; i++) {
      kept += budget.spend("name-" + i, START.plusMillis(i)) ? 1 : 0;
    }
    assertThat(kept).isEqualTo(600);
    assertThat(budget.spend("later", START.plusSeconds(60))).isTrue();
  }
}
