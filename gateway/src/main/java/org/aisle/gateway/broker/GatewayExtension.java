package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.time.InstantSource;
import org.aisle.gateway.broker.ClientAdmission.ConsumerCredentials;
import org.aisle.templates.directory.DeviceDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hangs the gates into HiveMQ. */
final class GatewayExtension implements ExtensionMain {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayExtension.class);

  private final BrokerSettings settings;
  private final DeviceDirectory directory;
  private final ConsumerCredentials consumer;
  private final ConnectedClients clients;
  private final InstantSource clock;
  private final Gates gates;

  GatewayExtension(
      BrokerSettings settings,
      DeviceDirectory directory,
      ConsumerCredentials consumer,
      ConnectedClients clients,
      InstantSource clock,
      Gates gates) {
    this.settings = settings;
    this.directory = directory;
    this.consumer = consumer;
    this.clients = clients;
    this.clock = clock;
    this.gates = gates;
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    gates.outgoing().by(Services.publishService());
    Refusals refusals = new Refusals(Services.publishService(), gates.room()::diskLow);
    gates.room().tellBy(refusals);
    ClientAdmission admission =
        new ClientAdmission(directory, consumer, refusals, clock, settings, gates.open());
    SubscriptionGate subscriptions = new SubscriptionGate(directory);
    PublishGate publishes =
        new PublishGate(directory, refusals, clients, clock, settings.maxPayloadBytes(), gates);
    Services.securityRegistry().setAuthenticatorProvider(provider -> admission);
    Services.securityRegistry().setAuthorizerProvider(provider -> subscriptions);
    Services.interceptorRegistry().setConnectInboundInterceptorProvider(provider -> admission);
    Services.initializerRegistry()
        .setClientInitializer(
            (initializer, client) -> {
              client.addPublishInboundInterceptor(publishes);
              client.addSubscribeInboundInterceptor(subscriptions);
            });
    ClientService sessions = Services.clientService();
    clients.endWith(
        clientId ->
            sessions
                .disconnectClient(clientId)
                .whenComplete(
                    (done, problem) -> {
                      if (problem != null) {
                        LOG.warn("A connection could not be ended.", problem);
                      }
                    }));
    Services.eventRegistry().setClientLifecycleEventListener(provider -> new Presence());
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}

  private final class Presence implements ClientLifecycleEventListener {

    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {}

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
      Connections.device(input)
          .ifPresent(
              device ->
                  clients.connected(
                      device, input.getClientInformation().getClientId(), clock.instant()));
      gates.acks().attend(input.getClientInformation().getClientId());
    }

    @Override
    public void onDisconnect(DisconnectEventInput input) {
      Connections.device(input)
          .ifPresent(
              device -> clients.disconnected(device, input.getClientInformation().getClientId()));
    }
  }
}
