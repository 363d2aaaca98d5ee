package org.aisle.templates.normalise;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.decode.DeviceTime;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.decode.Quoted;
import org.aisle.templates.definition.PerTemplate;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Times;
import org.aisle.templates.reading.Value;
import org.aisle.templates.unit.Lengths;
import org.aisle.templates.wire.PropertyReport;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of samples: a pure function, thread-safe, that throws on no input.
 *
 * <p>Time is the sample's, else the message's, else the gateway's.
 *
 * <ul>
 *   <li>Unreadable, or before {@link Times#EARLIEST}: the sample is refused.
 *   <li>More than {@link NormaliseLimits#maxClockLead} ahead of the gateway: not believed. The
 *       latest such sample of the message gets the gateway's time, the others keep their distance
 *       to it, so that a batch stays a series and nothing is observed after it was received. Each
 *       keeps what it claimed.
 *   <li>Missing: all such samples of a message get the gateway's time, as one instant. Where they
 *       differ in a field, that is told ({@code time.missing}), because one value will be lost.
 * </ul>
 *
 * <p>A field that the template does not know is kept, one that breaks the template's rules is
 * refused alone. JSON null is absence.
 */
public final class Normaliser {

  private static final String TIME = "ts";

  private final NormaliseLimits limits;
  private final PerTemplate<Flattening> flattenings;

  public Normaliser(NormaliseLimits limits) {
    this.limits = limits;
    this.flattenings = new PerTemplate<>(template -> new Flattening(template, limits));
  }

  /**
   * @param device whose samples these are; all of them, whatever their source says
   * @param receivedAt when the first gateway received the message
   * @param messageTime the message's {@code ts} property as it came, or null
   */
  public Normalised normalise(
      KnownDevice device, List<Sample> samples, Instant receivedAt, @Nullable String messageTime) {
    return new Message(device, samples, receivedAt, messageTime).normalised();
  }

  /** One call. */
  private final class Message {

    private final KnownDevice device;
    private final List<Sample> samples;
    private final Instant receivedAt;
    private final List<SampleTime> times = new ArrayList<>();
    private final Flattening flattening;
    private final Refusals refusals = new Refusals();
    private final List<Reading> readings = new ArrayList<>();
    private final List<PropertyReport> reports = new ArrayList<>();
    private final Map<String, Value> untimed = new HashMap<>();

    Message(
        KnownDevice device,
        List<Sample> samples,
        Instant receivedAt,
        @Nullable String messageTime) {
      this.device = device;
      this.samples = samples;
      this.receivedAt = Times.toMicros(receivedAt);
      this.flattening = flattenings.of(device.template());
      DeviceTime message = messageTime == null ? null : DeviceTime.ofText(messageTime);
      for (Sample sample : samples) {
        times.add(SampleTime.of(sample, message, this.receivedAt, limits));
      }
    }

    Normalised normalised() {
      Instant latestClaim = null;
      for (SampleTime time : times) {
        if (time instanceof SampleTime.Ahead ahead
            && (latestClaim == null || ahead.claimedAt().isAfter(latestClaim))) {
          latestClaim = ahead.claimedAt();
        }
      }
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        switch (times.get(i)) {
          case SampleTime.Believed at -> read(sample, i, at.observedAt(), null, false);
          case SampleTime.Missing missing -> read(sample, i, receivedAt, null, true);
          case SampleTime.Ahead ahead ->
              readAhead(
                  sample,
                  i,
                  ahead.claimedAt(),
                  latestClaim == null ? ahead.claimedAt() : latestClaim);
          case SampleTime.TooEarly early ->
              refusals.add(
                  RejectionCode.TIME_TOO_EARLY,
                  TIME,
                  ("The time %s lies before %s; set the device's clock, and send milliseconds, not"
                          + " seconds, since 1970.")
                      .formatted(early.claimedAt(), Times.EARLIEST));
          case SampleTime.Unreadable bad ->
              refusals.add(RejectionCode.TIME_UNREADABLE, TIME, bad.sentence());
        }
      }
      return new Normalised(readings, reports, refusals.list());
    }

    private void readAhead(Sample sample, int index, Instant claimed, Instant latestClaim) {
      Duration distance = Duration.between(claimed, latestClaim);
      Instant observedAt = receivedAt.minus(distance);
      if (observedAt.isBefore(Times.EARLIEST)) {
        refusals.add(
            RejectionCode.TIME_TOO_EARLY,
            TIME,
            "The times of one message lie %d days apart, all in the future; set the device's clock."
                .formatted(distance.toDays()));
        return;
      }
      refusals.add(
          RejectionCode.TIME_IN_FUTURE,
          TIME,
          ("The device's clock is ahead by %s (it says %s); the gateway's time was used instead."
                  + " Set the device's clock.")
              .formatted(
                  Lengths.words(
                      Duration.between(receivedAt, claimed).truncatedTo(ChronoUnit.SECONDS)),
                  claimed));
      read(sample, index, observedAt, claimed, false);
    }

    private void read(
        Sample sample,
        int index,
        Instant observedAt,
        @Nullable Instant claimedAt,
        boolean timeless) {
      Flattening.Sorted sorted = flattening.new Sorted(sample.fields(), refusals);
      if (!sorted.said()) {
        refusals.add(
            RejectionCode.PAYLOAD_WRONG_SHAPE,
            null,
            "Sample %d carries no value; send at least one field that is not null."
                .formatted(index + 1));
        return;
      }
      sorted.reported.forEach(
          (name, value) -> reports.add(new PropertyReport(device.ref(), name, observedAt, value)));
      if (sorted.values.isEmpty() && sorted.extra.isEmpty()) {
        return;
      }
      Long seq = sample.seq().isPresent() ? sample.seq().getAsLong() : null;
      readings.add(
          new Reading(
              device.ref(), observedAt, receivedAt, seq, claimedAt, sorted.values, sorted.extra));
      if (timeless) {
        sorted.values.forEach(this::noteUntimed);
        sorted.extra.forEach(this::noteUntimed);
      }
    }

    private void noteUntimed(String name, Value value) {
      Value other = untimed.putIfAbsent(name, value);
      if (other != null && !other.equals(value)) {
        refusals.add(
            RejectionCode.TIME_MISSING,
            TIME,
            "Several samples without a time share one instant and differ in %s; only one value is"
                    .formatted(Quoted.plain(name))
                + " kept. Give each sample its ts.");
      }
    }
  }
}
