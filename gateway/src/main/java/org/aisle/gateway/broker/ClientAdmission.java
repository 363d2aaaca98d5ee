package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.ModifiableConnectPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may connect. Every client authenticates; wills are dropped; sessions belong to the
 * user name, so that nobody can take over another's by choosing its client id.
 */
final class ClientAdmission implements SimpleAuthenticator, ConnectInboundInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(ClientAdmission.class);
  private static final int DEVICE_QUEUE = 1000;

  private final DeviceDirectory directory;
  private final ConsumerCredentials consumer;
  private final Refusals refusals;
  private final InstantSource clock;
  private final BrokerSettings settings;
  private final AtomicBoolean open;
  private final RefusalBudget budget = new RefusalBudget();

  ClientAdmission(
      DeviceDirectory directory,
      ConsumerCredentials consumer,
      Refusals refusals,
      InstantSource clock,
      BrokerSettings settings,
      AtomicBoolean open) {
    this.directory = directory;
    this.consumer = consumer;
    this.refusals = refusals;
    this.clock = clock;
    this.settings = settings;
    this.open = open;
  }

  @Override
  public void onConnect(ConnectInboundInput input, ConnectInboundOutput output) {
    ModifiableConnectPacket packet = output.getConnectPacket();
    packet.setWillPublish(null);
    String owner = packet.getUserName().orElse("");
    if (DeviceRef.parse(owner).isPresent() && !packet.getClientId().startsWith(owner + "/")) {
      packet.setClientId(owner + "/" + packet.getClientId());
    } else if (owner.equals(consumer.username()) && !packet.getClientId().startsWith(owner + "/")) {
      packet.setClientId(owner + "/" + packet.getClientId());
    }
  }

  @Override
  public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
    try {
      admit(input, output);
    } catch (DirectoryUnavailableException e) {
      LOG.warn("A client was sent away for now: {}", e.getMessage());
      output.failAuthentication(ConnackReasonCode.SERVER_UNAVAILABLE);
    } catch (RuntimeException e) {
      LOG.error("A client could not be authenticated and was sent away.", e);
      output.failAuthentication(ConnackReasonCode.SERVER_UNAVAILABLE);
    }
  }

  private void admit(SimpleAuthInput input, SimpleAuthOutput output) {
    String username = input.getConnectPacket().getUserName().orElse("");
    byte[] password =
        input.getConnectPacket().getPassword().map(ClientAdmission::bytes).orElse(new byte[0]);
    if (username.equals(consumer.username())) {
      if (consumer.matches(password)) {
        Connections.authenticatedAsConsumer(input.getConnectionInformation());
        output.getClientSettings().setClientQueueSizeMaximum(settings.queue().mostMessages());
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
      }
      return;
    }
    if (!open.get()) {
      output.failAuthentication(
          ConnackReasonCode.SERVER_UNAVAILABLE, "The gateway is starting; try again.");
      return;
    }
    Optional<DeviceRef> claimed = DeviceRef.parse(username);
    if (claimed.isPresent() && directory.authenticate(claimed.get(), password)) {
      Connections.authenticated(input.getConnectionInformation(), claimed.get());
      output.getClientSettings().setClientQueueSizeMaximum(DEVICE_QUEUE);
      output.authenticateSuccessfully();
      return;
    }
    keepRefusal(username, claimed);
    output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  private void keepRefusal(String username, Optional<DeviceRef> claimed) {
    Instant now = clock.instant();
    String name = Stamp.shortened(username);
    if (!budget.spend(name, now)) {
      return;
    }
    Optional<KnownDevice> known = claimed.flatMap(directory::device);
    RejectionCode code;
    String sentence;
    if (claimed.isEmpty()) {
      code = RejectionCode.CLIENT_UNAUTHENTICATED;
      sentence =
          "A client connected with a user name that is not <device>@<app>; use the one shown when"
              + " the device was registered.";
    } else if (known.isEmpty()) {
      code = RejectionCode.DEVICE_UNKNOWN;
      sentence =
          "A client connected as a device that is not known here; register it and choose it for"
              + " this gateway, or correct the client's user name.";
    } else if (!known.get().enabled()) {
      code = RejectionCode.DEVICE_DISABLED;
      sentence = "The device is disabled; enable it before it connects.";
    } else {
      code = RejectionCode.CLIENT_UNAUTHENTICATED;
      sentence =
          "The password is wrong; give the device the one shown when it was registered, or issue a"
              + " new one.";
    }
    refusals
        .keep(
            new Rejection(
                claimed.map(DeviceRef::app).orElse(null),
                claimed.map(DeviceRef::device).orElse(null),
                now,
                code,
                null,
                sentence,
                null,
                name,
                new byte[0],
                0))
        .whenComplete(
            (done, problem) -> {
              if (problem != null) {
                LOG.warn("A refused connection could not be kept.", problem);
              }
            });
  }

  private static byte[] bytes(ByteBuffer buffer) {
    ByteBuffer view = buffer.duplicate();
    byte[] result = new byte[view.remaining()];
    view.get(result);
    return result;
  }

  /** How the gateway's own consumer authenticates; the password lives as long as the process. */
  record ConsumerCredentials(String username, String password) {

    boolean matches(byte[] candidate) {
      return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), candidate);
    }

    @Override
    public String toString() {
      return username;
    }
  }
}
