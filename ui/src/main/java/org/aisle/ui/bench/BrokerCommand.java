package org.aisle.ui.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.aisle.gateway.broker.BareBroker;
import org.aisle.gateway.broker.BareBroker.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A process with nothing but the broker, until its standard input ends. */
@Command(name = "broker", hidden = true)
final class BrokerCommand implements Callable<Integer> {

  @Option(names = "--data", required = true)
  private Path data = Path.of("data");

  @Option(names = "--mqtt-port", required = true)
  private int port;

  @Option(names = "--messages", required = true)
  private Messages messages = Messages.THROWN_AWAY;

  @Override
  public Integer call() throws IOException {
    try (BareBroker broker = BareBroker.start(data, port, messages)) {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return 0;
  }
}
