package org.aisle.gateway.broker;

import com.hivemq.bootstrap.ClientConnection;
import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.mqtt.handler.publish.PublishFlowHandler;
import com.hivemq.mqtt.message.ProtocolVersion;
import com.hivemq.persistence.connection.ConnectionPersistence;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds the acknowledgements of a client's connection. HiveMQ calls a client's interceptors one
 * after the other, and none of them sees the acknowledgement of a message that was kept from being
 * delivered: a device whose message waits in an interceptor has no other on its way. So it is the
 * acknowledgement that waits, in the connection itself, which is reached through HiveMQ's injector.
 * Thread-safe.
 */
final class AckLines {

  private static final AttributeKey<AckLine> LINE = AttributeKey.valueOf("aisle.acknowledgements");

  private volatile @Nullable ConnectionPersistence connections;

  /** From now on of this broker, which has started. */
  void of(EmbeddedHiveMQ hiveMq) {
    connections = Internals.of(hiveMq, ConnectionPersistence.class);
  }

  void stopped() {
    connections = null;
  }

  /**
   * As {@link AckLine#hold} of the client's connection; empty also when it has none.
   *
   * @param packet which has not been acknowledged yet
   */
  Optional<CompletableFuture<Boolean>> hold(String clientId, int packet) {
    ConnectionPersistence known = connections;
    ClientConnection connection = known == null ? null : known.get(clientId);
    AckLine line = connection == null ? null : line(connection);
    return line == null ? Optional.empty() : line.hold(packet);
  }

  /**
   * Looks after the connection's acknowledgements from now on, if it is known already; else {@link
   * #hold} does from its first message on.
   */
  void attend(String clientId) {
    ConnectionPersistence known = connections;
    ClientConnection connection = known == null ? null : known.get(clientId);
    if (connection != null) {
      line(connection);
    }
  }

  /** The numbers of packets that HiveMQ believes to be unanswered; empty without a connection. */
  Set<Integer> unanswered(String clientId) {
    ConnectionPersistence known = connections;
    ClientConnection connection = known == null ? null : known.get(clientId);
    PublishFlowHandler flow =
        connection == null
            ? null
            : connection.getChannel().pipeline().get(PublishFlowHandler.class);
    return flow == null ? Set.of() : Set.copyOf(Internals.unanswered(flow).keySet());
  }

  /** Null when the connection has just ended. */
  private static @Nullable AckLine line(ClientConnection connection) {
    Channel channel = connection.getChannel();
    AckLine line = channel.attr(LINE).get();
    if (line != null) {
      return line;
    }
    PublishFlowHandler flow = channel.pipeline().get(PublishFlowHandler.class);
    if (flow == null) {
      return null;
    }
    AckLine fresh =
        new AckLine(
            connection.getProtocolVersion() == ProtocolVersion.MQTTv5, Internals.unanswered(flow));
    AckLine other = channel.attr(LINE).setIfAbsent(fresh);
    if (other != null) {
      return other;
    }
    channel.pipeline().addAfter(ChannelHandlerNames.MQTT_MESSAGE_ENCODER, AckLine.NAME, fresh);
    return fresh;
  }
}
