package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.outcome.Rejection;

/**
 * Puts rejections into the consumer's queue, where they are as safe as messages. While the disk is
 * low none is put there: HiveMQ must not write then, and what is refused stays with its device.
 */
final class Refusals {

  private final PublishService publishes;
  private final BooleanSupplier diskLow;

  Refusals(PublishService publishes, BooleanSupplier diskLow) {
    this.publishes = publishes;
    this.diskLow = diskLow;
  }

  /** Completes, always normally or with the broker's failure, once the rejection is queued. */
  CompletableFuture<Void> keep(Rejection rejection) {
    if (diskLow.getAsBoolean()) {
      return CompletableFuture.failedFuture(new IOException("The disk is almost full"));
    }
    PublishBuilder publish =
        Builders.publish()
            .topic(Stamp.REFUSED_TOPIC)
            .qos(Qos.AT_LEAST_ONCE)
            .payload(ByteBuffer.wrap(rejection.payload()));
    Stamp.refusal(rejection).forEach(publish::userProperty);
    return publishes.publish(publish.build());
  }
}
