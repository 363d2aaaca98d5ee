package org.aisle.sim.publish;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.tls.Trust;

/**
 * HiveMQ CE in this process, in memory, on a free port of the loopback. Lets in whoever has the
 * password {@value #PASSWORD}, records what is published, and refuses payloads that start with
 * "refuse" with "payload format invalid".
 */
public final class TestBroker implements AutoCloseable {

  public static final String PASSWORD = "open-sesame";

  /** A message as it arrived. */
  public record Arrived(String client, String topic, int qos, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final EmbeddedHiveMQ hiveMq;
  private final int port;
  private final int tlsPort;
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

  public TestBroker(Path folder) throws Exception {
    this(folder, "");
  }

  /** One that speaks TLS, too, with the keys of a PKCS#12 file. */
  static TestBroker encrypted(Path folder, Path keys, String password) throws Exception {
    return new TestBroker(
        folder,
        """
        <tls-tcp-listener><port>%%d</port><bind-address>127.0.0.1</bind-address><tls><keystore>
          <path>%s</path><password>%s</password>
          <private-key-password>%s</private-key-password>
        </keystore></tls></tls-tcp-listener>
        """
            .formatted(keys, password, password));
  }

  private TestBroker(Path folder, String tlsListener) throws Exception {
    port = freePort();
    tlsPort = freePort();
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Path extensions = Files.createDirectories(folder.resolve("extensions"));
    Files.writeString(
        conf.resolve("config.xml"),
        """
        <?xml version="1.0"?>
        <hivemq>
          <listeners>
            <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
            %s
          </listeners>
          <persistence><mode>in-memory</mode></persistence>
          <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
        </hivemq>
        """
            .formatted(port, tlsListener.formatted(tlsPort)));
    hiveMq =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(conf)
            .withDataFolder(data)
            .withExtensionsFolder(extensions)
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("test")
                    .withName("test")
                    .withVersion("1")
                    .withAuthor("test")
                    .withExtensionMain(new Recorder())
                    .build())
            .withoutLoggingBootstrap()
            .build();
    hiveMq.start().get(60, TimeUnit.SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public BrokerAddress address() {
    return new BrokerAddress("127.0.0.1", port);
  }

  /** For whom those certificates are believed. */
  BrokerAddress address(Trust trust) {
    return new BrokerAddress("localhost", tlsPort, trust);
  }

  public List<Arrived> arrived() {
    return arrived;
  }

  @Override
  public void close() throws Exception {
    hiveMq.stop().get(60, TimeUnit.SECONDS);
  }

  private final class Recorder implements ExtensionMain {

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      SimpleAuthenticator authenticator = new PasswordCheck();
      Services.securityRegistry().setAuthenticatorProvider(client -> authenticator);
      PublishInboundInterceptor interceptor =
          (in, out) -> {
            byte[] payload =
                in.getPublishPacket().getPayload().map(TestBroker::bytes).orElseThrow();
            if (new String(payload, StandardCharsets.UTF_8).startsWith("refuse")) {
              out.preventPublishDelivery(AckReasonCode.PAYLOAD_FORMAT_INVALID);
              return;
            }
            arrived.add(
                new Arrived(
                    in.getClientInformation().getClientId(),
                    in.getPublishPacket().getTopic(),
                    in.getPublishPacket().getQos().getQosNumber(),
                    payload));
          };
      Services.initializerRegistry()
          .setClientInitializer((in, context) -> context.addPublishInboundInterceptor(interceptor));
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static final class PasswordCheck implements SimpleAuthenticator {
    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
      String password =
          input
              .getConnectPacket()
              .getPassword()
              .map(buffer -> new String(bytes(buffer), StandardCharsets.UTF_8))
              .orElse("");
      if (password.equals(PASSWORD)) {
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication();
      }
    }
  }
}
