package org.aisle.sim.publish;

import java.util.List;
import org.aisle.sim.sample.Sample;
import org.aisle.sim.sample.SampleJson;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.identity.DeviceRef;

/**
 * One telemetry message of a device.
 *
 * @param samples which samples {@code payload} carries, in its order
 */
public record OutgoingMessage(DeviceRef device, byte[] payload, List<SampleKey> samples) {

  public OutgoingMessage {
    samples = List.copyOf(samples);
  }

  /** The message that carries these samples as JSON. */
  public static OutgoingMessage of(DeviceRef device, List<Sample> samples) {
    return new OutgoingMessage(
        device, SampleJson.write(samples), samples.stream().map(Sample::key).toList());
  }
}
