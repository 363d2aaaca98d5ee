package org.aisle.ui.devices;

import com.vaadin.flow.component.html.Span;

/** A device's status as a dot and a word. */
final class StatusBadge extends Span {

  StatusBadge(DeviceStatus status) {
    addClassNames("status", "status-" + status.key());
    setText(status.label());
    setTitle("The device " + status.meaning() + ".");
  }
}
