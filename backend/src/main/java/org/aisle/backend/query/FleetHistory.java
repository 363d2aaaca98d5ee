package org.aisle.backend.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the history of many devices, each answered with one query per device template,
 * however many devices there are. Devices of other apps and unknown ones are left out; a device
 * without an answer has an empty one. Thread-safe; results hold no open resource.
 */
public interface FleetHistory {

  /** Where a device was. */
  record Fix(Instant at, double lat, double lon) {}

  /** A state field of a device said something else than before. */
  record Change(DeviceRef device, Instant at, String field, String before, String after) {}

  /** {@link Telemetry#states} of each device. */
  Map<DeviceRef, List<Stretch>> states(
      AppId app, List<DeviceRef> devices, TimeRange range, String field);

  /**
   * When a numeric field was below {@code min} or above {@code max}; null is no limit. The state of
   * each stretch is {@code outside}; where nothing is known there is none.
   */
  Map<DeviceRef, List<Stretch>> outside(
      AppId app,
      List<DeviceRef> devices,
      TimeRange range,
      String field,
      @Nullable Double min,
      @Nullable Double max);

  /**
   * The way of each device as legs; between two legs nothing is known. Longitudes go on beyond 180
   * degrees, so that a leg across the date line is short.
   *
   * @param field a geopoint
   * @param points a leg is simplified so that a device has at most about so many; at least 2 each
   */
  Map<DeviceRef, List<List<Fix>>> journeys(
      AppId app, List<DeviceRef> devices, TimeRange range, String field, int points);

  /** The newest changes of boolean and enum fields first. */
  List<Change> changes(
      AppId app, List<DeviceRef> devices, TimeRange range, List<String> fields, int limit);
}
