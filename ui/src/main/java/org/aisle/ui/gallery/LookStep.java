package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;
import org.jspecify.annotations.Nullable;

/** Its colour and its logo. */
final class LookStep implements Step {

  private final Draft draft;
  private final Runnable changed;
  private @Nullable LookForm form;

  LookStep(Draft draft, Runnable changed) {
    this.draft = draft;
    this.changed = changed;
  }

  @Override
  public String label() {
    return "Look";
  }

  @Override
  public String question() {
    return "What does it look like?";
  }

  @Override
  public Component fields() {
    LookForm look = new LookForm(draft.name(), draft.theme(), this::keep);
    form = look;
    return look;
  }

  private void keep() {
    if (form != null) {
      draft.theme(form.value());
      changed.run();
    }
  }

  @Override
  public boolean concerns(Problem problem) {
    return problem.code().startsWith("theme.") || problem.code().startsWith("picture.");
  }

  @Override
  public void show(List<Problem> problems) {
    if (form != null) {
      form.show(problems);
    }
  }
}
