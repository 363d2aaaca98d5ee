package org.aisle.templates.app;

import java.util.List;

/** What became of an app template's folder. */
public sealed interface AppTemplateOutcome {

  record Read(AppTemplate template) implements AppTemplateOutcome {}

  /** All its faults, by file and line, at least one. */
  record Faults(List<TemplateProblem> problems) implements AppTemplateOutcome {
    public Faults {
      problems = List.copyOf(problems);
    }
  }
}
