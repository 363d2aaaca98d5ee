package org.aisle.sim.replay;

import java.util.List;

/** What a map file turned out to be. */
public sealed interface MapReading {

  record Ready(RecordingMap map) implements MapReading {}

  /** It can't be used; all problems at once, each says what to do. */
  record Invalid(List<String> problems) implements MapReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
