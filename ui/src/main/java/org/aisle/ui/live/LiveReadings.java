package org.aisle.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import java.util.Set;
import java.util.function.Consumer;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/**
 * Tells open pages which devices of an app have new readings: at most once a second per page,
 * however many batches were stored, and never for a page that is gone. A hint to look again: hints
 * of one second are merged, their order is not kept. Thread-safe.
 */
@org.springframework.stereotype.Component
public class LiveReadings implements DisposableBean {

  private final Hints<DeviceId> hints = new Hints<>("live-readings");

  LiveReadings() {}

  /**
   * Calls {@code look} in the UI of {@code page}, with its lock held, whenever the page is attached
   * and until the registration is removed; also every 15 seconds without new readings, with an
   * empty set, so that ages stay true.
   */
  public Registration follow(Component page, AppId app, Consumer<Set<DeviceId>> look) {
    return hints.follow(page, app, look);
  }

  @EventListener
  void on(ReadingsStored event) {
    hints.changed(event.app(), event.devices().keySet());
  }

  @Override
  public void destroy() {
    hints.close();
  }
}
