package org.aisle.gateway.broker;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;

/** Tells of acknowledgements in the order of their arrival. */
final class Answers implements MqttActionListener {

  private final Runnable told;

  private Answers(Runnable told) {
    this.told = told;
  }

  static Answers to(Runnable told) {
    return new Answers(told);
  }

  @Override
  public void onSuccess(IMqttToken token) {
    told.run();
  }

  @Override
  public void onFailure(IMqttToken token, Throwable cause) {}
}
