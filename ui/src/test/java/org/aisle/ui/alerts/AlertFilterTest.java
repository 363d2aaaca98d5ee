package org.aisle.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.templates.rule.Severity;
import org.junit.jupiter.api.Test;

class AlertFilterTest {

  @Property
  void what_the_address_says_is_what_was_chosen(
      @ForAll AlertFilter.Show show,
      @ForAll Severity severity,
      @ForAll @AlphaChars @StringLength(max = 20) String text,
      @ForAll boolean mine,
      @ForAll boolean newest) {
    AlertFilter filter =
        new AlertFilter(
            show,
            severity,
            text.isEmpty() ? null : text,
            null,
            null,
            text.isEmpty() ? null : text,
            text,
            mine,
            newest);
    QueryParameters address = QueryParameters.fromString(filter.parameters().getQueryString());
    assertThat(AlertFilter.of(address)).isEqualTo(filter);
  }

  @Test
  void what_cannot_be_understood_is_left_out() {
    AlertFilter filter =
        AlertFilter.of(
            QueryParameters.fromString(
                "show=nonsense&severity=loud&device=%00&q=" + "x".repeat(200)));
    assertThat(filter).isEqualTo(AlertFilter.NONE);
    assertThat(filter.isUsual()).isTrue();
  }

  @Test
  void open_means_active_and_acknowledged_and_not_shelved() {
    assertThat(AlertFilter.NONE.query("me", 0, 10).states())
        .isEqualTo(Set.of(State.ACTIVE, State.ACKNOWLEDGED));
    assertThat(AlertFilter.NONE.query("me", 0, 10).shelved()).isFalse();
    assertThat(AlertFilter.NONE.query("me", 0, 10).assignee()).isNull();
  }
}
