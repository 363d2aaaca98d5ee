package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.SubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundOutput;
import com.hivemq.extension.sdk.api.packets.subscribe.ModifiableSubscription;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import java.util.Optional;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/**
 * Lets a device subscribe to its own commands ({@code command///req/#} or {@code
 * command/<app>/<device>/req/#}) and those of devices it may act for, to the alerts that its app
 * publishes ({@code alerts/<app>/…}), and to nothing else. The implicit form becomes the full one,
 * as {@code command///req/#} would be the same topic for all.
 */
final class SubscriptionGate implements SubscriptionAuthorizer, SubscribeInboundInterceptor {

  private final DeviceDirectory directory;

  SubscriptionGate(DeviceDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void onInboundSubscribe(SubscribeInboundInput input, SubscribeInboundOutput output) {
    Optional<DeviceRef> client = Connections.device(input);
    if (client.isEmpty()) {
      return;
    }
    for (ModifiableSubscription subscription : output.getSubscribePacket().getSubscriptions()) {
      commandsOf(subscription.getTopicFilter(), client.get())
          .ifPresent(device -> subscription.setTopicFilter(requests(device)));
    }
  }

  @Override
  public void authorizeSubscribe(
      SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
    if (Connections.isConsumer(input.getConnectionInformation())) {
      output.authorizeSuccessfully();
      return;
    }
    String filter = input.getSubscription().getTopicFilter();
    boolean allowed =
        Connections.device(input)
            .filter(
                client ->
                    filter.startsWith("alerts/" + client.app() + "/")
                        || commandsOf(filter, client)
                            .filter(device -> directory.mayActFor(client, device))
                            .isPresent())
            .isPresent();
    if (allowed) {
      output.authorizeSuccessfully();
    } else {
      output.failAuthorization(
          SubackReasonCode.NOT_AUTHORIZED,
          "A device may subscribe to command///req/# and to alerts of its app, and nothing else.");
    }
  }

  private static String requests(DeviceRef device) {
    return "command/" + device.app() + "/" + device.device() + "/req/#";
  }

  private static Optional<DeviceRef> commandsOf(String filter, DeviceRef client) {
    String[] parts = filter.split("/", -1);
    if (parts.length != 5
        || !(parts[0].equals("command") || parts[0].equals("c"))
        || !(parts[3].equals("req") || parts[3].equals("q"))
        || !parts[4].equals("#")) {
      return Optional.empty();
    }
    String app = parts[1].isEmpty() ? client.app().value() : parts[1];
    String device = parts[2].isEmpty() ? client.device().value() : parts[2];
    return AppId.isValid(app) && DeviceId.isValid(device)
        ? Optional.of(DeviceRef.of(app, device))
        : Optional.empty();
  }
}
