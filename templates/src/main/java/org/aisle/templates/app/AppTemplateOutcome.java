package org.aisle.templates.app;

import java.util.List;

/** What became of an app template's folder. */
public sealed interface AppTemplateOutcome {

  /**
   * It can be used.
   *
   * @param misfits what in it names what it does not have; empty unless they were to be taken
   */
  record Read(AppTemplate template, List<TemplateProblem> misfits) implements AppTemplateOutcome {
    public Read {
      misfits = List.copyOf(misfits);
    }

    /** One in which everything fits. */
    public Read(AppTemplate template) {
      this(template, List.of());
    }
  }

  /**
   * All its faults, by file and line, at least one.
   *
   * @param onlyMisfits whether all of it is sound in itself: rules, tiles, groups or values name
   *     what the app does not have, and it can be read when they are taken as they are
   */
  record Faults(List<TemplateProblem> problems, boolean onlyMisfits) implements AppTemplateOutcome {
    public Faults {
      problems = List.copyOf(problems);
    }
  }
}
