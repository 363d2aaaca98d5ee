package org.aisle.ui.server;

import org.aisle.backend.database.DatabaseUnavailable;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.springframework.boot.web.server.PortInUseException;

/** The server did not start; the message is one sentence for the person who started it. */
final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  static CannotStart because(Throwable failure) {
    Throwable root = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case DatabaseUnavailable d -> {
          return new CannotStart(String.valueOf(d.getMessage()), failure);
        }
        case BrokerUnavailableException b -> {
          return new CannotStart(String.valueOf(b.getMessage()), failure);
        }
        case PortInUseException p -> {
          return new CannotStart(
              "port %d is taken; choose another one with --port.".formatted(p.getPort()), failure);
        }
        default -> root = t;
      }
    }
    return new CannotStart(
        "the server did not start (%s: %s)."
            .formatted(root.getClass().getSimpleName(), root.getMessage()),
        failure);
  }
}
