package org.aisle.sim.publish;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.aisle.templates.identity.DeviceRef;

/** Which connection a device's messages take. */
public sealed interface Connections {

  /**
   * Each device has its own connection.
   *
   * @param passwords of the devices; one without is not simulated
   * @param window how many messages of a device may wait
   */
  record PerDevice(
      BrokerAddress broker, Function<DeviceRef, Optional<String>> passwords, int window)
      implements Connections {}

  /**
   * One gateway publishes for all of them.
   *
   * @param window how many messages may wait in all
   */
  record ThroughGateway(BrokerAddress broker, Credentials gateway, int window)
      implements Connections {}

  /** Connections of another kind: one publisher for all devices, closed by the one who uses it. */
  record Given(Function<ScheduledExecutorService, DevicePublisher> publisher)
      implements Connections {}
}
