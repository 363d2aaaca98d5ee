package org.aisle.backend.gateways;

/** Where gateways publish; supplied by the process that has a broker. */
@FunctionalInterface
public interface UplinkAddress {

  /**
   * @param host under which the gateway has reached this server over HTTP
   * @return {@code tcp://host:port} or {@code ssl://host:port}
   */
  String url(String host);
}
