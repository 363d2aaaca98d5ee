package org.aisle.ui.expectation;

import java.time.Instant;
import java.util.List;
import org.aisle.templates.reading.Reading;

/** What came in at one instant. */
record Arrival(Instant at, List<Reading> readings) {
  Arrival {
    readings = List.copyOf(readings);
  }
}
