package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;

/** What is open about devices. Thread-safe. */
public interface DeviceAlerts {

  /** The worst open alert's severity of each device that has one. */
  Map<DeviceId, Severity> worst(AppId app);

  /** Says how many alerts of a device are open and leads to them; empty when none is. */
  Optional<Component> link(DeviceRef device);
}
