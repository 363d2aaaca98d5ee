package org.aisle.ui.server;

import org.aisle.backend.gateways.UplinkAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where gateways of stores publish: to this server's own broker. */
@Configuration(proxyBeanMethods = false)
class GatewayUplink {

  @Bean
  UplinkAddress uplinkAddress(EmbeddedGateway gateway, MqttSettings mqtt) {
    return host ->
        "%s://%s"
            .formatted(
                gateway.tlsPort().isPresent() ? "ssl" : "tcp",
                mqtt.publicAddress().isBlank()
                    ? host + ":" + gateway.tlsPort().or(gateway::port).orElse(mqtt.port())
                    : mqtt.publicAddress());
  }
}
