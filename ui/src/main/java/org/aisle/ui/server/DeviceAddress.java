package org.aisle.ui.server;

import org.aisle.ui.devices.ConnectAddress;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** What pages tell people to connect devices to. */
@Configuration(proxyBeanMethods = false)
class DeviceAddress {

  /** Made anew each time, since the port is known only once the gateway is open. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  ConnectAddress connectAddress(EmbeddedGateway gateway, MqttSettings mqtt) {
    if (!mqtt.publicAddress().isBlank()) {
      return ConnectAddress.parse(mqtt.publicAddress());
    }
    return new ConnectAddress("localhost", gateway.port().orElseThrow());
  }
}
