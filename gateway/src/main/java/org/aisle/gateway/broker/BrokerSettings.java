package org.aisle.gateway.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker listens and keeps.
 *
 * @param port TCP port of the plain MQTT listener; 0 picks a free one
 * @param bindAddress the address it listens on; loopback unless devices are elsewhere
 * @param dataFolder where configuration and queues live; created when missing
 * @param maxPacketBytes larger packets end the connection, as MQTT demands (1 KiB to 256 MiB)
 * @param maxPayloadBytes larger payloads are refused with a prefix kept, and the connection goes on
 * @param queue how much the queue of the gateway's consumer may hold; what comes after is refused
 * @param window how many messages may be in flight to one client at once; the highest value of all
 *     brokers in a process applies to each
 * @param tls a second listener, over TLS; null for none
 */
public record BrokerSettings(
    int port,
    String bindAddress,
    Path dataFolder,
    Persistence persistence,
    int maxPacketBytes,
    int maxPayloadBytes,
    QueueLimits queue,
    int window,
    @Nullable TlsListener tls) {

  /** Where queues and sessions are kept. */
  public enum Persistence {
    /** On disk: they survive the end of the process, but not necessarily a power failure. */
    FILE,
    /** In memory: they end with the process. */
    MEMORY
  }

  public BrokerSettings {
    checkAddress(port, bindAddress);
    if (maxPacketBytes < 1024 || maxPacketBytes > 256 * 1024 * 1024) {
      throw new IllegalArgumentException("The largest MQTT packet must be 1 KiB to 256 MiB.");
    }
    if (maxPayloadBytes < 1 || maxPayloadBytes > maxPacketBytes) {
      throw new IllegalArgumentException(
          "The largest payload must be at least 1 byte and fit in the largest packet.");
    }
    if (window < 1 || window > 65535) {
      throw new IllegalArgumentException("The in-flight window must be 1 to 65535 messages.");
    }
  }

  static void checkAddress(int port, String bindAddress) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("The MQTT port must be 0 to 65535, not " + port + ".");
    }
    if (!bindAddress.matches("[0-9A-Za-z.:_-]{1,253}")) {
      throw new IllegalArgumentException(
          "The MQTT bind address must be a host name or an IP address, like 127.0.0.1.");
    }
  }

  /** On loopback, kept on disk, packets of at most 8 MiB, payloads of at most 256 KiB. */
  public static BrokerSettings defaults(Path dataFolder) {
    return new BrokerSettings(
        1883,
        "127.0.0.1",
        dataFolder,
        Persistence.FILE,
        8 * 1024 * 1024,
        256 * 1024,
        QueueLimits.DEFAULT,
        1000,
        null);
  }

  public BrokerSettings withPort(int other) {
    return new BrokerSettings(
        other,
        bindAddress,
        dataFolder,
        persistence,
        maxPacketBytes,
        maxPayloadBytes,
        queue,
        window,
        tls);
  }

  public BrokerSettings withBindAddress(String other) {
    return new BrokerSettings(
        port, other, dataFolder, persistence, maxPacketBytes, maxPayloadBytes, queue, window, tls);
  }

  public BrokerSettings withPersistence(Persistence other) {
    return new BrokerSettings(
        port, bindAddress, dataFolder, other, maxPacketBytes, maxPayloadBytes, queue, window, tls);
  }

  public BrokerSettings withQueue(QueueLimits other) {
    return new BrokerSettings(
        port,
        bindAddress,
        dataFolder,
        persistence,
        maxPacketBytes,
        maxPayloadBytes,
        other,
        window,
        tls);
  }

  public BrokerSettings withTls(@Nullable TlsListener other) {
    return new BrokerSettings(
        port,
        bindAddress,
        dataFolder,
        persistence,
        maxPacketBytes,
        maxPayloadBytes,
        queue,
        window,
        other);
  }
}
