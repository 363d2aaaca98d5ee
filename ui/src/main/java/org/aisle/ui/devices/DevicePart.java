package org.aisle.ui.devices;

import java.util.Locale;

/** The parts of a device's page. */
enum DevicePart {
  OVERVIEW("Overview"),
  MESSAGES("Messages"),
  REJECTIONS("Rejections"),
  PROPERTIES("Properties"),
  CONNECT("Connect");

  private final String label;

  DevicePart(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** As written in addresses. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part of that key; the route admits no other. */
  static DevicePart ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
