package org.aisle.gateway.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.gateway.broker.ClientAdmission.ConsumerCredentials;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ CE in this process. At QoS 1 a message is acknowledged to its device once it is in the
 * queue of the gateway's consumer; with file persistence the queue outlives the process. While its
 * disk is full it is stopped, see {@link Engine}.
 *
 * <p>Devices are sent away ("server unavailable") until {@link #admitDevices()}, because what is
 * published before the consumer has subscribed for the first time would be lost.
 */
public final class EmbeddedHiveMqBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHiveMqBroker.class);
  private static final String CONSUMER = "aisle-gateway";
  private static final String CONSUMER_CLIENT_ID = "consumer";

  private final Engine engine;
  private final BrokerSettings settings;
  private final int port;
  private final int tlsPort;
  private final ConsumerCredentials consumer;
  private final ConnectedClients clients;
  private final Gates gates;
  private final @Nullable RenewedKeys renewal;

  private EmbeddedHiveMqBroker(
      Engine engine,
      BrokerSettings settings,
      int port,
      int tlsPort,
      ConsumerCredentials consumer,
      ConnectedClients clients,
      Gates gates,
      @Nullable RenewedKeys renewal) {
    this.engine = engine;
    this.settings = settings;
    this.port = port;
    this.tlsPort = tlsPort;
    this.consumer = consumer;
    this.clients = clients;
    this.gates = gates;
    this.renewal = renewal;
  }

  /**
   * Starts a broker and returns when it listens.
   *
   * @param direct where messages go while their device waits for the acknowledgement, before they
   *     are queued; null to queue them all
   * @throws BrokerUnavailableException when the port is taken, or the data folder can't be used
   */
  public static EmbeddedHiveMqBroker start(
      BrokerSettings settings,
      DeviceDirectory directory,
      InstantSource clock,
      @Nullable InboundHandler direct) {
    int port = freePort(settings.bindAddress(), settings.port());
    TlsListener tls = settings.tls();
    int tlsPort = tls == null ? 0 : freePort(tls.bindAddress(), tls.port());
    ConsumerCredentials consumer = new ConsumerCredentials(CONSUMER, secret());
    ConnectedClients clients = new ConnectedClients();
    QueueRoom room = new QueueRoom(settings.queue(), clock);
    KeyStoreFile keys = prepare(settings, port, tlsPort);
    Outgoing outgoing = new Outgoing();
    AckLines acks = new AckLines();
    Gates gates =
        new Gates(
            new AtomicBoolean(),
            direct == null
                ? HeldPublishes.none(room)
                : new DirectHandover(direct, room, acks, outgoing),
            acks,
            room,
            outgoing);
    Engine engine =
        new Engine(
            settings.dataFolder(),
            () -> new GatewayExtension(settings, directory, consumer, clients, clock, gates),
            clock,
            acks::of,
            () -> {
              gates.acks().stopped();
              gates.outgoing().stopped();
              clients.allGone();
            },
            consumer.username() + "/" + CONSUMER_CLIENT_ID);
    RenewedKeys renewal = renewal(tls, keys, clock);
    EmbeddedHiveMqBroker broker =
        new EmbeddedHiveMqBroker(
            engine, settings, port, tlsPort, consumer, clients, gates, renewal);
    configure(settings);
    long begin = System.nanoTime();
    try {
      engine.start();
    } catch (BrokerUnavailableException e) {
      broker.close();
      throw e;
    }
    if (renewal != null) {
      renewal.watch();
    }
    room.watch(new BrokerDisk(settings.dataFolder(), engine), engine::looked);
    LOG.info(
        "MQTT broker listens on {}:{} after {} ms.",
        settings.bindAddress(),
        port,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    if (tls != null) {
      LOG.info("MQTT over TLS on {}:{}.", tls.bindAddress(), tlsPort);
    }
    return broker;
  }

  private static @Nullable RenewedKeys renewal(
      @Nullable TlsListener tls, @Nullable KeyStoreFile keys, InstantSource clock) {
    return tls == null || keys == null || tls.files() == null
        ? null
        : new RenewedKeys(tls.files(), tls.keys(), keys, clock);
  }

  private static @Nullable KeyStoreFile prepare(BrokerSettings settings, int port, int tlsPort) {
    Path folder = settings.dataFolder();
    try {
      Files.createDirectories(folder.resolve("data"));
      Files.createDirectories(folder.resolve("extensions"));
      return BrokerConfiguration.write(settings, port, tlsPort, folder.resolve("conf"));
    } catch (IOException e) {
      throw new BrokerUnavailableException(
          "The MQTT broker can't write to %s (%s); choose a folder that can be written to."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The port of the listener over TLS; empty when there is none. */
  public OptionalInt tlsPort() {
    return tlsPort == 0 ? OptionalInt.empty() : OptionalInt.of(tlsPort);
  }

  /** Where a client on this machine reaches it. */
  public String localUrl() {
    String address = settings.bindAddress();
    boolean any = address.equals("0.0.0.0") || address.equals("::");
    String host = any ? "127.0.0.1" : address;
    return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The user name of the only client that may subscribe to everything. */
  public String consumerUsername() {
    return consumer.username();
  }

  /** The password for {@link #consumerUsername()}, random in every start. */
  public String consumerPassword() {
    return consumer.password();
  }

  /** The client id that goes with {@link #consumerUsername()}; its queue is the gateway's. */
  public String consumerClientId() {
    return CONSUMER_CLIENT_ID;
  }

  /** What waits in the gateway's queue, and whether there is room for more. */
  public QueueState queue() {
    return gates.room().state();
  }

  /** Whether the disk has room to write down that a message left the queue. */
  public boolean mayShrink() {
    return gates.room().mayShrink();
  }

  /** Who is connected. */
  public ConnectedClients clients() {
    return clients;
  }

  /** Ends the connections on which that device has authenticated; it may try to connect again. */
  public void disconnect(DeviceRef device) {
    clients.end(device);
  }

  /**
   * Publishes JSON at QoS 1 and returns when it is in the queues of all who have subscribed.
   *
   * @throws IOException when the broker did not take it within ten seconds
   */
  public void publish(String topic, String json) throws IOException {
    gates.outgoing().publish(topic, json);
  }

  /** The numbers of a client's packets that are remembered because they are unanswered. */
  Set<Integer> unanswered(String clientId) {
    return gates.acks().unanswered(clientId);
  }

  /** Lets devices connect from now on. */
  public void admitDevices() {
    gates.open().set(true);
  }

  /** Sends newly connecting devices away; those connected stay. */
  public void turnDevicesAway() {
    gates.open().set(false);
  }

  /** Stops listening, ends all connections and closes the queues. */
  @Override
  public void close() {
    if (renewal != null) {
      renewal.close();
    }
    gates.room().close();
    gates.held().close();
    engine.close();
  }

  /** Process-wide switches of HiveMQ; its embedded builder has just allowed anonymous clients. */
  private static void configure(BrokerSettings settings) {
    InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
    InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES =
        Math.max(InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES, settings.window());
    InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(200);
    InternalConfigurations.JMX_REPORTER_ENABLED.set(false);
  }

  private static int freePort(String address, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new BrokerUnavailableException(
          "The MQTT port %d on %s can't be used (%s); stop what uses it, or choose another port."
              .formatted(port, address, e.getMessage()),
          e);
    }
  }

  static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
