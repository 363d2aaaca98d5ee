package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.parameter.ClientBasedInput;
import java.util.Optional;
import org.aisle.templates.identity.DeviceRef;

/** Remembers on a connection who authenticated on it. */
final class Connections {

  private static final String USERNAME = "aisle.username";
  private static final String CONSUMER = "aisle.consumer";

  private Connections() {}

  static void authenticated(ConnectionInformation connection, DeviceRef device) {
    connection.getConnectionAttributeStore().putAsString(USERNAME, device.username());
  }

  static void authenticatedAsConsumer(ConnectionInformation connection) {
    connection.getConnectionAttributeStore().putAsString(CONSUMER, "true");
  }

  /** The device that authenticated; empty for the gateway's own consumer. */
  static Optional<DeviceRef> device(ConnectionInformation connection) {
    return connection.getConnectionAttributeStore().getAsString(USERNAME).flatMap(DeviceRef::parse);
  }

  static Optional<DeviceRef> device(ClientBasedInput input) {
    return device(input.getConnectionInformation());
  }

  static boolean isConsumer(ConnectionInformation connection) {
    return connection.getConnectionAttributeStore().get(CONSUMER).isPresent();
  }
}
