package org.aisle.templates.dtdl;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;

/** What became of a DTDL document. */
public sealed interface DtdlOutcome {

  /**
   * The model is sound.
   *
   * @param templates its device templates, at least one, in the order of the document: the
   *     interfaces that no other interface of the document uses as a component or extends
   */
  record Read(List<DeviceTemplate> templates) implements DtdlOutcome {
    public Read {
      templates = List.copyOf(templates);
    }

    /** The first device template: the only one, as a rule. */
    public DeviceTemplate template() {
      return templates.getFirst();
    }
  }

  /** The model is faulty; all its faults in the order of the document, at least one. */
  record Faults(List<DtdlProblem> problems) implements DtdlOutcome {
    public Faults {
      problems = List.copyOf(problems);
    }
  }
}
