package org.aisle.backend.ingest;

import java.util.List;
import org.aisle.backend.timeseries.TelemetryStore.Written;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;

/** What travels along the ingest route: first as taken, then validated, then written. */
sealed interface Batch {

  List<Delivery> deliveries();

  /** As it was taken from the queue. */
  record Taken(List<Delivery> deliveries) implements Batch {}

  /** A reading whose every value has a column in its device's table. */
  record Fitted(DeviceTemplate template, Reading reading) {}

  /** Sorted into what can be stored and what is refused. */
  record Validated(
      List<Delivery> deliveries,
      List<Fitted> readings,
      List<PropertyReport> reports,
      List<Rejection> rejections)
      implements Batch {}

  /**
   * Durable; may be acknowledged.
   *
   * @param held of tables that somebody has locked: not stored, to be given back
   */
  record Stored(List<Delivery> deliveries, List<Delivery> held, Written written, int rejections)
      implements Batch {}
}
