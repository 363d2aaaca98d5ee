package org.aisle.gateway.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.Normalised;
import org.aisle.templates.normalise.Normaliser;
import org.aisle.templates.normalise.Refusal;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;

/** Makes readings of the samples of a message, which may speak of several devices. */
final class NormaliseStep {

  private static final String SENDER = "";

  private final Normaliser normaliser;
  private final DeviceDirectory directory;

  NormaliseStep(Normaliser normaliser, DeviceDirectory directory) {
    this.normaliser = normaliser;
    this.directory = directory;
  }

  Progress apply(Progress progress) {
    if (!(progress instanceof Progress.Readable(Progress.Addressed message, var samples))) {
      return progress;
    }
    List<Reading> readings = new ArrayList<>();
    List<PropertyReport> reports = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    bySource(samples)
        .forEach(
            (source, own) -> {
              Optional<KnownDevice> device =
                  source.equals(SENDER)
                      ? Optional.of(message.device())
                      : spokenOf(message, source, rejections);
              if (device.isEmpty()) {
                return;
              }
              Normalised normalised =
                  normaliser.normalise(
                      device.get(), own, message.receivedAt(), message.messageTime());
              readings.addAll(normalised.readings());
              reports.addAll(normalised.reports());
              for (Refusal refusal : normalised.refusals()) {
                rejections.add(
                    refusal.in(
                        device.get().ref(),
                        message.receivedAt(),
                        message.topic(),
                        message.client(),
                        message.payload()));
              }
            });
    return new Progress.Deliverable(new Delivery(readings, reports, rejections, Receipt.NONE));
  }

  private static Map<String, List<Sample>> bySource(List<Sample> samples) {
    Map<String, List<Sample>> result = new LinkedHashMap<>();
    for (Sample sample : samples) {
      String source = sample.source();
      result.computeIfAbsent(source == null ? SENDER : source, s -> new ArrayList<>()).add(sample);
    }
    return result;
  }

  private Optional<KnownDevice> spokenOf(
      Progress.Addressed message, String source, List<Rejection> rejections) {
    DeviceRef sender = message.device().ref();
    if (!DeviceId.isValid(source)) {
      rejections.add(
          message.rejected(
              RejectionCode.DEVICE_UNKNOWN,
              "The message speaks of a device whose name can't be an id; check the gateway's"
                  + " configuration."));
      return Optional.empty();
    }
    DeviceRef ref = new DeviceRef(sender.app(), new DeviceId(source));
    Optional<KnownDevice> known = directory.device(ref);
    if (known.isEmpty()) {
      rejections.add(
          message.rejected(
              ref,
              RejectionCode.DEVICE_UNKNOWN,
              "%s speaks of %s, which is not registered; register it."
                  .formatted(sender.device(), ref.device())));
      return Optional.empty();
    }
    if (!known.get().enabled()) {
      rejections.add(
          message.rejected(
              ref, RejectionCode.DEVICE_DISABLED, "The device is disabled; enable it."));
      return Optional.empty();
    }
    if (!directory.mayActFor(sender, ref)) {
      rejections.add(
          message.rejected(
              RejectionCode.TOPIC_FOREIGN,
              "%s may not speak for %s; make it the gateway of that device."
                  .formatted(sender.device(), ref.device())));
      return Optional.empty();
    }
    return known;
  }
}
