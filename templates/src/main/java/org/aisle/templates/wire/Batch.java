package org.aisle.templates.wire;

import java.util.List;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;

/** What a gateway uplinks at once, of many deliveries; {@link BatchFormat} is its form in bytes. */
public record Batch(
    List<Reading> readings, List<PropertyReport> reports, List<Rejection> rejections) {

  public Batch {
    readings = List.copyOf(readings);
    reports = List.copyOf(reports);
    rejections = List.copyOf(rejections);
  }
}
