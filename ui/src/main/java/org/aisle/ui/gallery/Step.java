package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;

/** One step of the wizard. */
interface Step {

  /** In the list of steps. */
  String label();

  /** Above the step. */
  String question();

  /** Its fields, filled with what was chosen so far. */
  Component fields();

  /** Whether a problem with the plan is about what is chosen here. */
  boolean concerns(Problem problem);

  /** Shows those that concern this step, or none any more. */
  void show(List<Problem> problems);
}
