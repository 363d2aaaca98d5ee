package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.publish.Publish;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the process itself publishes, at QoS 1. Thread-safe. */
final class Outgoing {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private volatile @Nullable PublishService service;

  void by(PublishService publishes) {
    service = publishes;
  }

  void stopped() {
    service = null;
  }

  /** Publishes; completes when it is in the queues of all who have subscribed. */
  CompletableFuture<Void> publish(Publish message) {
    PublishService publishes = service;
    return publishes == null
        ? CompletableFuture.failedFuture(new IOException("The broker is not there"))
        : publishes.publish(message);
  }

  /** Returns when it is in the queues of all who have subscribed. */
  void publish(String topic, String json) throws IOException {
    try {
      publish(
              Builders.publish()
                  .topic(topic)
                  .qos(Qos.AT_LEAST_ONCE)
                  .contentType("application/json")
                  .payload(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                  .build())
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The broker is overloaded or stops", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The server stops", e);
    }
  }
}
