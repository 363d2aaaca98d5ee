package org.aisle.sim.fault;

import java.util.List;

/** What a fault description turned out to be. */
public sealed interface ParsedFault {

  /** A fault that the simulator knows. */
  record Accepted(ScheduledFault fault) implements ParsedFault {}

  /** It can't be simulated; each sentence says what is wrong and what to do. */
  record Refused(List<String> sentences) implements ParsedFault {
    public Refused {
      sentences = List.copyOf(sentences);
    }
  }
}
