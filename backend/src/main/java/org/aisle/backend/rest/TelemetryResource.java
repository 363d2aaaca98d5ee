package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Bucket;
import org.aisle.backend.query.Telemetry.Latest;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Telemetry")
@RestController
@RequestMapping("/api/v1/apps/{app}")
class TelemetryResource {

  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

  /** {@code observedAt} is null and the rest empty when the device never reported. */
  record LatestBody(
      @Nullable Instant observedAt,
      @Nullable Instant receivedAt,
      Map<String, Object> values,
      Map<String, Instant> times,
      Map<String, Object> extra) {
    static LatestBody of(Optional<Latest> latest) {
      return latest
          .map(
              l ->
                  new LatestBody(
                      l.observedAt(),
                      l.receivedAt(),
                      JsonValues.all(l.values()),
                      l.times(),
                      JsonValues.all(l.extra())))
          .orElseGet(() -> new LatestBody(null, null, Map.of(), Map.of(), Map.of()));
    }
  }

  record FleetRow(
      String device,
      String name,
      String template,
      @Nullable String place,
      @Nullable Instant observedAt,
      @Nullable Instant receivedAt,
      Map<String, Object> values) {}

  record Fleet(List<FleetRow> rows) {}

  /**
   * Rows by {@code observedAt}, each with the fields it has, and {@code extra} for what the
   * template does not know.
   *
   * @param next where to go on with {@code from}, or null when these are all
   */
  record Rows(List<Map<String, Object>> rows, @Nullable Instant next) {}

  private final Telemetry telemetry;
  private final Devices devices;
  private final DeviceTemplates templates;
  private final Scope scope;
  private final InstantSource time;

  TelemetryResource(
      Telemetry telemetry,
      Devices devices,
      DeviceTemplates templates,
      Scope scope,
      InstantSource time) {
    this.telemetry = telemetry;
    this.devices = devices;
    this.templates = templates;
    this.scope = scope;
    this.time = time;
  }

  @Operation(summary = "The newest value of each field of a device")
  @GetMapping("/devices/{device}/latest")
  LatestBody latest(@PathVariable String app, @PathVariable String device) {
    return LatestBody.of(telemetry.latest(scope.device(app, device).ref()));
  }

  @Operation(summary = "The newest values of all devices, one row each")
  @GetMapping("/fleet/latest")
  Fleet fleet(@PathVariable String app, @RequestParam(required = false) @Nullable String template) {
    AppId id = scope.app(app).id();
    DeviceTemplate type = template == null ? null : scope.template(id, template);
    Map<DeviceRef, Latest> latest = new HashMap<>();
    telemetry
        .fleetLatest(id, type == null ? null : type.id())
        .forEach(l -> latest.put(l.device(), l));
    return new Fleet(
        devices.find(id, null, null).stream()
            .filter(d -> type == null || d.template().line().equals(type.id().line()))
            .map(d -> row(d, Optional.ofNullable(latest.get(d.ref()))))
            .toList());
  }

  private static FleetRow row(Device device, Optional<Latest> latest) {
    LatestBody body = LatestBody.of(latest);
    return new FleetRow(
        device.ref().device().value(),
        device.name(),
        device.template().value(),
        device.place(),
        body.observedAt(),
        body.receivedAt(),
        body.values());
  }

  @Operation(
      summary = "A device's history, raw or in buckets",
      description =
          "From inclusive, to exclusive; the last 24 hours when left out. With an interval, one row"
              + " per bucket that has data; empty buckets are absent. Aggregates: avg, min, max,"
              + " sum, count, first, last. `next` says where to go on when there is more.")
  @GetMapping("/devices/{device}/telemetry")
  Rows history(
      @PathVariable String app,
      @PathVariable String device,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String fields,
      @RequestParam(required = false) @Nullable String interval,
      @RequestParam(required = false) @Nullable String aggregate,
      @RequestParam(required = false) @Nullable Integer limit) {
    Device known = scope.device(app, device);
    DeviceTemplate template = scope.template(known.ref().app(), known.template().value());
    HistoryQuery query =
        HistoryQuery.read(
            template,
            templates.all(known.ref().app()),
            range(from, to),
            fields,
            Moments.interval(interval),
            aggregate,
            limit);
    return query.interval() == null
        ? raw(known.ref(), query)
        : bucketed(known.ref(), query, query.interval());
  }

  private TimeRange range(@Nullable String from, @Nullable String to) {
    Instant end = to == null ? time.instant() : Moments.moment("to", to);
    Instant start = from == null ? end.minus(DEFAULT_RANGE) : Moments.moment("from", from);
    if (!start.isBefore(end)) {
      throw RefusedRequest.badRequest(
          "range.empty",
          "The range ends at %s and starts at %s: choose a later end.".formatted(end, start));
    }
    return new TimeRange(start, end);
  }

  private Rows raw(DeviceRef device, HistoryQuery query) {
    List<Row> found = telemetry.rows(device, query.range(), query.fields(), query.limit());
    List<Map<String, Object>> rows = new ArrayList<>(found.size());
    for (Row row : found) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("observedAt", row.observedAt());
      body.putAll(JsonValues.all(row.values()));
      if (query.everything() && !row.extra().isEmpty()) {
        body.put("extra", JsonValues.all(row.extra()));
      }
      rows.add(body);
    }
    return new Rows(rows, found.size() < query.limit() ? null : next(device, query, found));
  }

  private @Nullable Instant next(DeviceRef device, HistoryQuery query, List<Row> found) {
    Instant after = found.getLast().observedAt().plusNanos(1_000);
    if (!after.isBefore(query.range().to())) {
      return null;
    }
    List<Row> more =
        telemetry.rows(device, new TimeRange(after, query.range().to()), query.fields(), 1);
    return more.isEmpty() ? null : more.getFirst().observedAt();
  }

  private Rows bucketed(DeviceRef device, HistoryQuery query, Duration interval) {
    SortedMap<Instant, Map<String, Object>> byStart = new TreeMap<>();
    telemetry
        .buckets(device, query.range(), query.fields(), interval)
        .forEach(
            (field, buckets) -> {
              for (Bucket bucket : buckets) {
                byStart
                    .computeIfAbsent(
                        bucket.start(),
                        start -> {
                          Map<String, Object> row = new LinkedHashMap<>();
                          row.put("observedAt", start);
                          return row;
                        })
                    .put(field, query.value(bucket));
              }
            });
    List<Map<String, Object>> rows = List.copyOf(byStart.values());
    if (rows.size() <= query.limit()) {
      return new Rows(rows, null);
    }
    return new Rows(
        rows.subList(0, query.limit()), (Instant) rows.get(query.limit()).get("observedAt"));
  }
}
