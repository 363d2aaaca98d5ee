package org.aisle.gateway.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * What measurements are compared with: the same broker with the same settings, which lets everybody
 * in and does nothing of its own with a message.
 */
public final class BareBroker implements AutoCloseable {

  private final EmbeddedHiveMQ hiveMq;

  private BareBroker(EmbeddedHiveMQ hiveMq) {
    this.hiveMq = hiveMq;
  }

  /** What becomes of the messages. */
  public enum Messages {
    /** They go to whoever has subscribed, by way of the persistent queue. */
    DELIVERED,
    /** They are acknowledged and thrown away before any queue. */
    THROWN_AWAY
  }

  /** Returns when it listens on loopback. */
  public static BareBroker start(Path folder, int port, Messages messages) throws IOException {
    BrokerSettings settings = BrokerSettings.defaults(folder).withPort(port);
    Path conf = folder.resolve("conf");
    BrokerConfiguration.write(settings, port, 0, conf);
    EmbeddedHiveMQ hiveMq =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(conf)
            .withDataFolder(Files.createDirectories(folder.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("aisle-bare")
                    .withName("Aisle bare broker")
                    .withVersion("1")
                    .withAuthor("Aisle")
                    .withExtensionMain(new Bare(messages))
                    .build())
            .withoutLoggingBootstrap()
            .build();
    InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(false);
    try {
      hiveMq.start().get();
    } catch (ExecutionException e) {
      throw new IOException("The bare broker did not start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The start of the bare broker was interrupted.", e);
    }
    return new BareBroker(hiveMq);
  }

  @Override
  public void close() throws IOException {
    try {
      hiveMq.close();
    } catch (ExecutionException e) {
      throw new IOException("The bare broker did not stop cleanly.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Bare(Messages messages) implements ExtensionMain {

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      if (messages == Messages.THROWN_AWAY) {
        PublishInboundInterceptor away = (in, out) -> out.preventPublishDelivery();
        Services.initializerRegistry()
            .setClientInitializer(
                (initializer, client) -> client.addPublishInboundInterceptor(away));
      }
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
  }
}
