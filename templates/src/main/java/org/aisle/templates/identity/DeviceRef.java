package org.aisle.templates.identity;

import java.util.Comparator;
import java.util.Optional;

/** A device of an app; written {@code device@app}, which is also its MQTT user name. */
public record DeviceRef(AppId app, DeviceId device) implements Comparable<DeviceRef> {

  private static final Comparator<DeviceRef> ORDER =
      Comparator.comparing(DeviceRef::app).thenComparing(DeviceRef::device);

  public static DeviceRef of(String app, String device) {
    return new DeviceRef(new AppId(app), new DeviceId(device));
  }

  /** Reads {@code device@app}; empty when either part is missing or malformed. */
  public static Optional<DeviceRef> parse(String username) {
    int at = username.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String device = username.substring(0, at);
    String app = username.substring(at + 1);
    return DeviceId.isValid(device) && AppId.isValid(app)
        ? Optional.of(of(app, device))
        : Optional.empty();
  }

  /** The user name with which the device authenticates. */
  public String username() {
    return device.value() + "@" + app.value();
  }

  @Override
  public int compareTo(DeviceRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return username();
  }
}
