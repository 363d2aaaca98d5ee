package org.aisle.templates.group;

import java.util.List;

/** A query, or everything that is wrong with it. */
public sealed interface GroupQueryOutcome {

  record Read(GroupQuery query) implements GroupQueryOutcome {}

  record Faults(List<GroupFault> faults) implements GroupQueryOutcome {
    public Faults {
      faults = List.copyOf(faults);
    }
  }
}
