package org.aisle.templates.normalise;

import java.util.List;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.PropertyReport;

/**
 * What one message means.
 *
 * @param readings in the order of the samples; several may share an instant, whoever keeps them
 *     merges
 * @param refusals the same trouble in many samples is told once; at most {@link Refusals#MOST} of
 *     them
 */
public record Normalised(
    List<Reading> readings, List<PropertyReport> reports, List<Refusal> refusals) {

  public Normalised {
    readings = List.copyOf(readings);
    reports = List.copyOf(reports);
    refusals = List.copyOf(refusals);
  }
}
