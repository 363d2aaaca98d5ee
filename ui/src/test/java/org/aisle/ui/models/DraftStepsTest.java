package org.aisle.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DraftStepsTest {

  @Test
  void each_step_is_taken_back_and_made_again() {
    DraftSteps steps = new DraftSteps("one");
    steps.change("two");
    steps.change("two");
    steps.change("three");
    steps.undo();
    assertThat(steps.now()).isEqualTo("two");
    steps.undo();
    assertThat(steps.now()).isEqualTo("one");
    assertThat(steps.canUndo()).isFalse();
    assertThat(steps.isChanged()).isFalse();
    steps.redo();
    assertThat(steps.now()).isEqualTo("two");
    steps.change("other");
    assertThat(steps.canRedo()).isFalse();
  }

  @Test
  void what_was_saved_is_no_change_until_it_is_taken_back() {
    DraftSteps steps = new DraftSteps("one");
    steps.change("two");
    assertThat(steps.isChanged()).isTrue();
    steps.saved();
    assertThat(steps.isChanged()).isFalse();
    steps.undo();
    assertThat(steps.isChanged()).isTrue();
  }
}
