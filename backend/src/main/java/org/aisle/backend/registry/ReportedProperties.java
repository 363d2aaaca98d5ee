package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.wire.PropertyReport;

/** What devices say about themselves. Thread-safe. */
public interface ReportedProperties {

  /**
   * Keeps, per device and property, the report with the latest {@code observedAt} (the larger value
   * where two are equal): order and repetition change nothing. Reports of unregistered devices are
   * ignored. Takes part in the caller's transaction.
   */
  void keep(List<PropertyReport> reports);
}
