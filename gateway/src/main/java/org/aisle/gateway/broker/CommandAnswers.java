package org.aisle.gateway.broker;

import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/** Recognises {@code command///res/<id>/<status>} and its full form. */
final class CommandAnswers {

  private CommandAnswers() {}

  static boolean allows(String topic, DeviceRef client, DeviceDirectory directory) {
    String[] parts = topic.split("/", -1);
    if (parts.length != 6
        || !(parts[0].equals("command") || parts[0].equals("c"))
        || !(parts[3].equals("res") || parts[3].equals("s"))) {
      return false;
    }
    String app = parts[1].isEmpty() ? client.app().value() : parts[1];
    String device = parts[2].isEmpty() ? client.device().value() : parts[2];
    return AppId.isValid(app)
        && DeviceId.isValid(device)
        && directory.mayActFor(client, DeviceRef.of(app, device));
  }
}
