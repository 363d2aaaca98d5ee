package org.aisle.sim.publish;

import java.util.Optional;
import java.util.function.Consumer;
import org.aisle.templates.tls.TlsFault;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Tells that a connection has ended, and in words why. */
final class Losses implements MqttCallback {

  private final Consumer<String> onLoss;

  Losses(Consumer<String> onLoss) {
    this.onLoss = onLoss;
  }

  static String describe(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    if (cause instanceof MqttException e) {
      switch (e.getReasonCode()) {
        case 0x86, 0x87 -> {
          return "The broker does not accept the user name and password; check the credentials.";
        }
        case 0x85 -> {
          return "The broker does not accept the client identifier.";
        }
        default -> {}
      }
    }
    Optional<TlsFault> fault = TlsFault.of(cause);
    if (fault.isPresent()) {
      return fault.get().toString();
    }
    String message = root.getMessage();
    return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    MqttException cause = response.getException();
    if (cause != null) {
      onLoss.accept(describe(cause));
    } else {
      onLoss.accept(
          "The broker ended the connection, code %d.".formatted(response.getReturnCode()));
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void messageArrived(String topic, MqttMessage message) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
