package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.ui.format.ValueFormat;

/** Makes the parts of a device's page. */
@org.springframework.stereotype.Component
final class DeviceParts {

  private final Devices devices;
  private final Telemetry telemetry;
  private final DeviceGround ground;
  private final Rejections rejections;
  private final Registration registration;
  private final Snippets snippets;
  private final AuthenticationContext authentication;
  private final InstantSource clock;

  DeviceParts(
      Devices devices,
      Telemetry telemetry,
      DeviceGround ground,
      Rejections rejections,
      Registration registration,
      Snippets snippets,
      AuthenticationContext authentication,
      InstantSource clock) {
    this.devices = devices;
    this.telemetry = telemetry;
    this.ground = ground;
    this.rejections = rejections;
    this.registration = registration;
    this.snippets = snippets;
    this.authentication = authentication;
    this.clock = clock;
  }

  /** A part that is on screen. */
  interface Part {
    Component component();

    /**
     * The device said something new, or time passed.
     *
     * @param readings whether there are new readings
     */
    default void update(Fleet.Line line, boolean readings) {}
  }

  private boolean mayChange() {
    return authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
  }

  /** What the reader may do with the device; empty for who may only look. */
  Optional<DeviceActions> actions(App app, Fleet.Line line, Runnable changed) {
    return mayChange()
        ? Optional.of(new DeviceActions(line.device(), devices, () -> offered(app, line), changed))
        : Optional.empty();
  }

  /** The newest versions, and the one that the device speaks. */
  private List<DeviceTemplate> offered(App app, Fleet.Line line) {
    List<DeviceTemplate> all = new ArrayList<>(registration.newest(app));
    DeviceTemplate own = line.template();
    if (own != null && all.stream().noneMatch(template -> template.id().equals(own.id()))) {
      all.add(own);
    }
    return all;
  }

  /**
   * @param back how far charts look back at first
   * @param changed called after the part changed the device
   */
  Part open(DevicePart part, App app, Fleet.Line line, Duration back, Runnable changed) {
    boolean mayChange = mayChange();
    return switch (part) {
      case OVERVIEW -> new OverviewPart(app, line, back, telemetry, ground, clock);
      case MESSAGES -> new MessagesPart(app, line, telemetry);
      case REJECTIONS -> new RejectionsPart(app, line, rejections, clock);
      case PROPERTIES ->
          new PropertiesPart(line, ValueFormat.ofReader(app.zone()), devices, mayChange, changed);
      case CONNECT -> new ConnectPart(line, devices, registration, snippets, mayChange);
    };
  }
}
