package org.aisle.templates.wire;

import java.util.List;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;

/**
 * What one message, or several that came together, became on the way from a gateway to the store:
 * the body of every exchange on the uplink endpoint ({@code direct:ingest} when embedded). At least
 * once; repeating it changes nothing.
 */
public record Delivery(
    List<Reading> readings,
    List<PropertyReport> reports,
    List<Rejection> rejections,
    Receipt receipt) {

  public Delivery {
    readings = List.copyOf(readings);
    reports = List.copyOf(reports);
    rejections = List.copyOf(rejections);
  }
}
