package org.aisle.sim.app;

import java.nio.file.Path;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.Trust;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker, and over TLS whose certificates are believed there. */
final class BrokerOption {

  @Option(
      names = "--mqtt",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:1883",
      description = "The broker; over TLS ssl://HOST:PORT (default: ${DEFAULT-VALUE}).")
  private String mqtt = "";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The authorities (PEM) whose certificates are believed over TLS, in place of those that"
              + " Java brings.")
  private @Nullable Path ca;

  /**
   * @throws IllegalArgumentException with a sentence for people
   */
  BrokerAddress address() {
    return switch (Trust.of(ca)) {
      case Trust.Outcome.Refused(TlsFault fault) ->
          throw new IllegalArgumentException(fault.toString());
      case Trust.Outcome.Read(Trust trust) ->
          BrokerAddress.parse(mqtt, trust)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("--mqtt takes HOST:PORT, or ssl://HOST:PORT."));
    };
  }
}
