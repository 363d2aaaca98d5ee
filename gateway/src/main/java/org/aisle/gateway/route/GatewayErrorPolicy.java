package org.aisle.gateway.route;

import org.aisle.templates.directory.DirectoryUnavailableException;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;

/**
 * What happens when something unexpected is thrown on the way of a message. In a step: the message
 * is kept as a rejection ({@code step.failed}) and goes on to the uplink; several that go together
 * are tried one by one, to find it, and one on which memory ran out is tried twice. In the uplink,
 * or when the directory does not answer: its receipt fails, so that it is not acknowledged and is
 * tried again.
 */
final class GatewayErrorPolicy extends RouteConfigurationBuilder {

  static final String ID = "aisle-gateway";

  private final StepFailure stepFailure;
  private final ForwardStep forward;
  private final String uplink;

  GatewayErrorPolicy(StepFailure stepFailure, ForwardStep forward, String uplink) {
    this.stepFailure = stepFailure;
    this.forward = forward;
    this.uplink = uplink;
  }

  @Override
  public void configuration() {
    RouteConfigurationDefinition policy = routeConfiguration(ID);
    policy.onException(DirectoryUnavailableException.class).handled(false).logExhausted(false);
    policy
        .onException(Exception.class)
        .onWhen(UplinkRoute::failsAlone)
        .handled(true)
        .process(stepFailure)
        .process(forward)
        .to(uplink);
    policy
        .onException(Exception.class)
        .onWhen(exchange -> !UplinkRoute.failsAlone(exchange))
        .handled(false)
        .logExhausted(false);
  }
}
