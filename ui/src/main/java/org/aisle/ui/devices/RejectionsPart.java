package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import java.time.InstantSource;
import org.aisle.backend.registry.App;
import org.aisle.backend.rejections.Rejections;

/** What of this device was refused. */
final class RejectionsPart implements DeviceParts.Part {

  private static final int SHOWN = 100;

  private final RejectionList list;

  RejectionsPart(App app, Fleet.Line line, Rejections rejections, InstantSource clock) {
    list = new RejectionList(Shown.format(app), false);
    list.show(rejections.of(line.device().ref(), SHOWN), clock.instant());
  }

  @Override
  public Component component() {
    return list;
  }
}
