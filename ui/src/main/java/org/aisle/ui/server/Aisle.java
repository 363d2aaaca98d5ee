package org.aisle.ui.server;

import org.aisle.gateway.app.GatewayCommand;
import org.aisle.sim.app.ReplayCommand;
import org.aisle.sim.app.SimCommand;
import org.aisle.templates.check.TemplateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The Java side of the {@code ./aisle} launcher: every command that is not a build step. */
@Command(
    name = "aisle",
    mixinStandardHelpOptions = true,
    version = "Aisle 0.1.0",
    description = "Telemetry for the things a retailer owns and moves.",
    subcommands = {
      DemoCommand.class,
      RehearseCommand.class,
      SimCommand.class,
      ReplayCommand.class,
      GatewayCommand.class,
      TemplateCommand.class
    })
public final class Aisle {

  private Aisle() {}

  public static void main(String[] arguments) {
    CommandLine line =
        new CommandLine(new Aisle())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    if (arguments.length == 0) {
      line.usage(line.getOut());
      System.exit(2);
    }
    System.exit(line.execute(arguments));
  }
}
