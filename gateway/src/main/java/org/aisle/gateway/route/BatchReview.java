package org.aisle.gateway.route;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aisle.templates.definition.Field;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.Plausibility;
import org.aisle.templates.normalise.Refusal;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Times;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.BatchOutcome;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Judges the entries of one batch, each alone: whether its gateway may speak for its device, and
 * whether it can be true. What is refused for the same reason of the same device is told once.
 *
 * <p>A time ahead of this server's is told and kept, because moving it would make a repeated batch
 * another reading; one that is further ahead than any clock should be is refused.
 */
final class BatchReview {

  private static final Duration CLOCK_LEAD = Duration.ofMinutes(5);
  private static final Duration FARTHEST_LEAD = Duration.ofDays(2);
  private static final int MOST_FIELD_REJECTIONS = 200;

  private final Progress.Batched message;
  private final DeviceDirectory directory;
  private final Map<DeviceRef, Verdict> verdicts = new HashMap<>();
  private final Map<Cause, Told> told = new LinkedHashMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private int fieldRejections;

  /** Whether a device may be spoken of: as what it is known, or why not. */
  private sealed interface Verdict {

    record May(Map<String, Field> fields) implements Verdict {
      May(KnownDevice device) {
        this(
            device.template().telemetry().stream()
                .collect(Collectors.toMap(Field::path, Function.identity(), (a, b) -> a)));
      }
    }

    record MayNot(RejectionCode code, String sentence) implements Verdict {}
  }

  private record Cause(DeviceRef device, RejectionCode code) {}

  /** What is refused for one cause; the beginning of it is kept. */
  private static final class Told {

    private final String sentence;
    private final StringBuilder content = new StringBuilder();
    private int entries;

    Told(String sentence) {
      this.sentence = sentence;
    }

    void add(Object entry) {
      entries++;
      if (content.length() < Rejection.KEPT_BYTES) {
        content.append(entry).append('\n');
      }
    }
  }

  BatchReview(Progress.Batched message, DeviceDirectory directory) {
    this.message = message;
    this.directory = directory;
  }

  Delivery delivery(BatchOutcome.Read read) {
    List<Reading> readings = new ArrayList<>(read.batch().readings().size());
    for (Reading reading : read.batch().readings()) {
      if (verdict(reading.device(), reading) instanceof Verdict.May may
          && timely(reading.device(), reading.observedAt(), reading)) {
        readings.add(possible(may.fields(), reading));
      }
    }
    List<PropertyReport> reports = new ArrayList<>();
    for (PropertyReport report : read.batch().reports()) {
      if (verdict(report.device(), report) instanceof Verdict.May
          && timely(report.device(), report.observedAt(), report)) {
        reports.add(report);
      }
    }
    for (BatchOutcome.Spoiled spoiled : read.spoiled()) {
      DeviceRef device = spoiled.device();
      tell(
          device != null && ofGateway(device) ? device : message.gateway(),
          RejectionCode.PAYLOAD_MALFORMED,
          spoiled.sentence(),
          spoiled);
    }
    read.batch().rejections().forEach(rejection -> rejections.add(own(rejection)));
    told.forEach((cause, what) -> rejections.add(rejection(cause, what)));
    return new Delivery(readings, reports, rejections, Receipt.NONE);
  }

  private Verdict verdict(DeviceRef device, Object entry) {
    Verdict verdict = verdicts.computeIfAbsent(device, this::judge);
    if (verdict instanceof Verdict.MayNot(RejectionCode code, String sentence)) {
      tell(ofGateway(device) ? device : message.gateway(), code, sentence, entry);
    }
    return verdict;
  }

  private Verdict judge(DeviceRef device) {
    DeviceRef gateway = message.gateway();
    Optional<KnownDevice> known = ofGateway(device) ? directory.device(device) : Optional.empty();
    if (known.isEmpty() && ofGateway(device)) {
      return new Verdict.MayNot(
          RejectionCode.DEVICE_UNKNOWN,
          "%s passed on what %s said, which is not registered; register it."
              .formatted(gateway.device(), device.device()));
    }
    if (known.isEmpty() || !directory.mayActFor(gateway, device)) {
      return new Verdict.MayNot(
          RejectionCode.TOPIC_FOREIGN,
          "%s may not speak for %s; make it the gateway of that device."
              .formatted(gateway.device(), device));
    }
    if (!known.get().enabled()) {
      return new Verdict.MayNot(
          RejectionCode.DEVICE_DISABLED, "The device is disabled; enable it.");
    }
    return new Verdict.May(known.get());
  }

  private boolean ofGateway(DeviceRef device) {
    return device.app().equals(message.gateway().app());
  }

  private boolean timely(DeviceRef device, Instant observedAt, Object entry) {
    if (observedAt.isBefore(Times.EARLIEST)) {
      tell(
          device,
          RejectionCode.TIME_TOO_EARLY,
          "A time lies before %s; set the gateway's clock.".formatted(Times.EARLIEST),
          entry);
      return false;
    }
    if (observedAt.isAfter(message.receivedAt().plus(CLOCK_LEAD))) {
      boolean kept = !observedAt.isAfter(message.receivedAt().plus(FARTHEST_LEAD));
      tell(
          device,
          RejectionCode.TIME_IN_FUTURE,
          kept
              ? "A gateway passed on a time ahead of the server's; it was kept. Set the gateway's clock."
              : "A gateway passed on a time more than 2 days ahead of the server's, which is refused. Set"
                  + " the gateway's clock.",
          entry);
      return kept;
    }
    return true;
  }

  /** The reading without what is physically impossible. */
  private Reading possible(Map<String, Field> fields, Reading reading) {
    SortedMap<String, Value> left = null;
    for (Map.Entry<String, Value> entry : reading.values().entrySet()) {
      Optional<Refusal> refusal =
          Optional.ofNullable(fields.get(entry.getKey()))
              .flatMap(field -> Plausibility.refusal(field, entry.getValue()));
      if (refusal.isPresent()) {
        left = left == null ? new TreeMap<>(reading.values()) : left;
        left.remove(entry.getKey());
        tellField(reading, refusal.get());
      }
    }
    return left == null
        ? reading
        : new Reading(
            reading.device(),
            reading.observedAt(),
            reading.receivedAt(),
            reading.seq(),
            reading.claimedAt(),
            left,
            reading.extra());
  }

  private void tellField(Reading reading, Refusal refusal) {
    if (++fieldRejections > MOST_FIELD_REJECTIONS) {
      tell(reading.device(), refusal.code(), refusal.sentence(), reading);
      return;
    }
    rejections.add(
        refusal.in(
            reading.device(),
            message.receivedAt(),
            BatchFormat.TOPIC,
            message.gateway().username(),
            reading.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void tell(DeviceRef device, RejectionCode code, String sentence, Object entry) {
    told.computeIfAbsent(new Cause(device, code), c -> new Told(sentence)).add(entry);
  }

  private Rejection rejection(Cause cause, Told what) {
    String sentence =
        what.entries == 1
            ? what.sentence
            : "%d entries of one batch: %s".formatted(what.entries, what.sentence);
    return message.rejected(
        cause.device(),
        cause.code(),
        sentence,
        what.content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A gateway's rejections are of its own app, whatever it says. */
  private Rejection own(Rejection rejection) {
    AppId app = message.gateway().app();
    if (app.equals(rejection.app())) {
      return rejection;
    }
    @Nullable AppId named = rejection.app();
    return new Rejection(
        app,
        named == null ? rejection.device() : message.gateway().device(),
        rejection.at(),
        rejection.code(),
        rejection.field(),
        rejection.sentence(),
        rejection.topic(),
        rejection.client(),
        rejection.payload(),
        rejection.payloadSize());
  }
}
