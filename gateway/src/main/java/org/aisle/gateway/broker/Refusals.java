package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.outcome.Rejection;

/** Puts rejections into the consumer's queue, where they are as safe as messages. */
final class Refusals {

  private final PublishService publishes;

  Refusals(PublishService publishes) {
    this.publishes = publishes;
  }

  /** Completes, always normally or with the broker's failure, once the rejection is queued. */
  CompletableFuture<Void> keep(Rejection rejection) {
    PublishBuilder publish =
        Builders.publish()
            .topic(Stamp.REFUSED_TOPIC)
            .qos(Qos.AT_LEAST_ONCE)
            .payload(ByteBuffer.wrap(rejection.payload()));
    Stamp.refusal(rejection).forEach(publish::userProperty);
    return publishes.publish(publish.build());
  }
}
