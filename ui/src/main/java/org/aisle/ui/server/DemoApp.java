package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.AppPlans;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.backend.registry.Simulator;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.Connections;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The demonstration: an app made at the first start, and the simulated fleets of it and of every
 * app that is made from a template later. The next start continues the same simulations; what the
 * devices measured meanwhile arrives late, as it does from real ones.
 */
@Component
@ConditionalOnProperty("aisle.demo.enabled")
class DemoApp implements SmartLifecycle, Simulator {

  /**
   * The device that a person may publish as.
   *
   * @param sample telemetry that it may say, as JSON
   */
  record OwnDevice(String username, String password, String sample) {}

  private static final Logger log = LoggerFactory.getLogger(DemoApp.class);
  private static final int WINDOW = 4;

  private final Apps apps;
  private final AppPlans plans;
  private final AppGallery gallery;
  private final Devices devices;
  private final DemoCredentials credentials;
  private final EmbeddedGateway gateway;
  private final InstantSource clock;
  private final DemoSettings settings;
  private final Path data;
  private final Map<AppId, DemoFleet> fleets = new ConcurrentHashMap<>();

  /** The only thread that changes {@link #fleets}. */
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("demo").unstarted(task));

  private volatile boolean running;

  DemoApp(
      Apps apps,
      AppPlans plans,
      AppGallery gallery,
      Devices devices,
      DemoCredentials credentials,
      EmbeddedGateway gateway,
      InstantSource clock,
      DemoSettings settings,
      @Value("${aisle.data-dir}") Path data) {
    this.apps = apps;
    this.plans = plans;
    this.gallery = gallery;
    this.devices = devices;
    this.credentials = credentials;
    this.gateway = gateway;
    this.clock = clock;
    this.settings = settings;
    this.data = data;
  }

  @EventListener(ApplicationStartedEvent.class)
  @Order(20)
  void open() {
    AppId app = new AppId(settings.app());
    if (apps.find(app).isEmpty()) {
      done(apps.create(app.value(), appName(), settings.template()));
    }
    running = true;
    simulate(app);
    apps.all().stream().map(App::id).filter(other -> !other.equals(app)).forEach(this::follow);
  }

  /** An app that came or went; everything else that changes is none of the fleets' business. */
  @TransactionalEventListener
  void on(RegistryChanged change) {
    if (running && change.device() == null) {
      follow(change.app());
    }
  }

  private void follow(AppId app) {
    turns.execute(
        () -> {
          try {
            simulate(app);
          } catch (RuntimeException e) {
            log.warn("The devices of the app {} are not simulated.", app, e);
          }
        });
  }

  /** Starts what is not simulated yet, and stops what has lost its app. */
  private synchronized void simulate(AppId app) {
    if (!running) {
      return;
    }
    if (apps.find(app).isEmpty()) {
      DemoFleet gone = fleets.remove(app);
      if (gone != null) {
        gone.forget();
      }
      return;
    }
    List<Device> simulated = simulated(app);
    AppTemplate template = apps.origin(app).orElse(null);
    if (template == null || simulated.isEmpty() || fleets.containsKey(app)) {
      return;
    }
    Map<String, String> passwords = credentials.of(simulated);
    Connections connections =
        new Connections.PerDevice(
            new BrokerAddress("127.0.0.1", gateway.port().orElseThrow()),
            device -> Optional.ofNullable(passwords.get(device.username())),
            WINDOW);
    fleets.put(
        app,
        DemoFleet.start(
            Simulation.of(app, template),
            plans.history(app).orElse(settings.history()),
            settings.historyEvery(),
            connections,
            new SecretFile(data.resolve("demo-progress-" + app.value())),
            clock));
  }

  private List<Device> simulated(AppId app) {
    return devices.find(app, null, null).stream().filter(Device::simulated).toList();
  }

  private String appName() {
    return coolers()
        ? "Connected coolers"
        : gallery.find(settings.template()).map(AppTemplate::name).orElse(settings.app());
  }

  private boolean coolers() {
    return settings.template().equals(DemoChoice.COOLERS);
  }

  /** The person's device, which is registered when absent; empty for an app without devices. */
  Optional<OwnDevice> ownDevice() {
    AppId app = new AppId(settings.app());
    return apps.origin(app)
        .flatMap(
            template ->
                template.fleet().members().stream()
                    .findFirst()
                    .flatMap(member -> template.deviceTemplate(member.template())))
        .map(template -> ownDevice(app, template));
  }

  private OwnDevice ownDevice(AppId app, DeviceTemplate template) {
    DeviceRef ref = new DeviceRef(app, new DeviceId(coolers() ? "my-cooler" : "my-device"));
    if (devices.find(ref).isEmpty()) {
      done(
          devices.register(
              ref.app(),
              new NewDevice(
                  ref.device().value(),
                  coolers() ? "My own cooler" : "My own device",
                  template.id().lastSegment(),
                  false,
                  null,
                  null,
                  Map.of(),
                  false)));
    }
    Device device = devices.find(ref).orElseThrow();
    return new OwnDevice(
        ref.username(),
        credentials.of(List.of(device)).getOrDefault(ref.username(), ""),
        coolers() ? "{\"internalTemperature\": 4.2, \"doorOpen\": false}" : sample(template));
  }

  /** Two numbers that the device may say. */
  private static String sample(DeviceTemplate template) {
    return template.telemetry().stream()
        .filter(Field::numeric)
        .limit(2)
        .map(field -> "\"" + field.path() + "\": 1")
        .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
  }

  /** How the simulated fleet of the demonstration's own app is doing. */
  Optional<FleetStatus> status() {
    return Optional.ofNullable(fleets.get(new AppId(settings.app()))).map(DemoFleet::status);
  }

  @Override
  public Duration usualHistory() {
    return settings.history();
  }

  @Override
  public Duration historyEvery() {
    return settings.historyEvery();
  }

  @Override
  public Optional<Progress> progress(AppId app) {
    return Optional.ofNullable(fleets.get(app))
        .map(fleet -> fleet.progress(simulated(app), gateway.queued()));
  }

  @Override
  public boolean cutHistory(AppId app) {
    if (progress(app).filter(p -> !p.historyDone()).isEmpty()) {
      return false;
    }
    turns.execute(() -> cut(app));
    return true;
  }

  private synchronized void cut(AppId app) {
    DemoFleet fleet = fleets.get(app);
    if (running
        && fleet != null
        && !fleet.progress(simulated(app), gateway.queued()).historyDone()) {
      fleets.remove(app);
      fleet.cut();
      follow(app);
    }
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
  public synchronized void stop() {
    running = false;
    turns.shutdown();
    fleets.values().parallelStream().forEach(DemoFleet::close);
    fleets.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
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
