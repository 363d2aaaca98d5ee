package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.FleetRunner;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.fleet.Timeline;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.Connections;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.sim.world.Behaviours;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The demonstration's app: made at the first start, its fleet simulated from then on. A later start
 * continues the same simulation; what the devices measured meanwhile arrives late, as it does from
 * real ones.
 */
@Component
@ConditionalOnProperty("aisle.demo.enabled")
class DemoApp implements SmartLifecycle {

  /** The device that a person may publish as. */
  static final DeviceId OWN_DEVICE = new DeviceId("my-cooler");

  private static final int WINDOW = 4;
  private static final Duration LONGEST_RESUMED = Duration.ofDays(3);

  /** What was simulated but not yet acknowledged when we stopped is sent again. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Apps apps;
  private final Devices devices;
  private final DemoCredentials credentials;
  private final EmbeddedGateway gateway;
  private final InstantSource clock;
  private final DemoSettings settings;
  private final SecretFile progress;
  private volatile @Nullable FleetRunner fleet;
  private volatile @Nullable Instant start;

  DemoApp(
      Apps apps,
      Devices devices,
      DemoCredentials credentials,
      EmbeddedGateway gateway,
      InstantSource clock,
      DemoSettings settings,
      @Value("${aisle.data-dir}") Path data) {
    this.apps = apps;
    this.devices = devices;
    this.credentials = credentials;
    this.gateway = gateway;
    this.clock = clock;
    this.settings = settings;
    this.progress = new SecretFile(data.resolve("demo-progress"));
  }

  @EventListener(ApplicationStartedEvent.class)
  @Order(20)
  void open() {
    AppId app = new AppId(settings.app());
    if (apps.find(app).isEmpty()) {
      done(apps.create(app.value(), "Connected coolers", settings.template()));
    }
    AppTemplate template =
        apps.origin(app)
            .orElseThrow(
                () ->
                    new IllegalStateException("The app " + app + " was made without a template."));
    Simulation simulation = Simulation.of(app, template);
    Map<String, String> passwords =
        credentials.of(devices.find(app, null, null).stream().filter(Device::simulated).toList());
    Connections connections =
        new Connections.PerDevice(
            new BrokerAddress("127.0.0.1", gateway.port().orElseThrow()),
            device -> Optional.ofNullable(passwords.get(device.username())),
            WINDOW);
    fleet =
        switch (Fleet.assemble(simulation, timeline(), Behaviours.builtIn())) {
          case Fleet.Assembly.Ready ready ->
              new FleetRunner(ready.fleet(), connections, MessageLedger.NONE, clock);
          case Fleet.Assembly.Invalid invalid ->
              throw new IllegalStateException(String.join(" ", invalid.problems()));
        };
    fleet.start();
  }

  private Timeline timeline() {
    Instant now = clock.instant();
    Map<String, String> kept = progress.read();
    String began = kept.get("start");
    if (began != null && Instant.parse(began).plus(LONGEST_RESUMED).isAfter(now)) {
      start = Instant.parse(began);
      Instant reached = Instant.parse(kept.getOrDefault("reached", began));
      return Timeline.historyFirst(now, Duration.between(start, now))
          .withHistoryEvery(settings.historyEvery())
          .resumed(latest(start, reached.minus(MARGIN)), now);
    }
    start = now.minus(settings.history());
    progress.write(new TreeMap<>(Map.of("start", start.toString())));
    return Timeline.historyFirst(now, settings.history()).withHistoryEvery(settings.historyEvery());
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The credentials of {@link #OWN_DEVICE}, which is registered when absent. */
  Map.Entry<String, String> ownDevice() {
    DeviceRef ref = new DeviceRef(new AppId(settings.app()), OWN_DEVICE);
    if (devices.find(ref).isEmpty()) {
      done(
          devices.register(
              ref.app(),
              new NewDevice(
                  OWN_DEVICE.value(),
                  "My own cooler",
                  "Cooler",
                  false,
                  null,
                  null,
                  Map.of(),
                  false)));
    }
    Device device = devices.find(ref).orElseThrow();
    return Map.entry(
        ref.username(), credentials.of(List.of(device)).getOrDefault(ref.username(), ""));
  }

  /** How the simulated fleet is doing. */
  Optional<FleetStatus> status() {
    return Optional.ofNullable(fleet).map(FleetRunner::status);
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Refused<T> refused ->
          throw new IllegalStateException(
              String.join(
                  " ", refused.problems().stream().map(Outcome.Problem::sentence).toList()));
    };
  }

  @Override
  public void start() {
    // begins with the event above, when devices can connect
  }

  @Override
  public void stop() {
    FleetRunner running = fleet;
    Instant began = start;
    fleet = null;
    if (running != null && began != null) {
      Map<String, String> kept = new TreeMap<>(Map.of("start", began.toString()));
      running.status().simulatedTime().ifPresent(at -> kept.put("reached", at.toString()));
      running.close();
      progress.write(kept);
    }
  }

  @Override
  public boolean isRunning() {
    return fleet != null;
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public int getPhase() {
    return EmbeddedGateway.PHASE + 1;
  }
}
