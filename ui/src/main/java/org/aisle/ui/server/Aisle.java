package org.aisle.ui.server;

import java.io.PrintWriter;
import org.aisle.gateway.app.GatewayCommand;
import org.aisle.sim.app.ReplayCommand;
import org.aisle.sim.app.SimCommand;
import org.aisle.sim.prove.ProveCommand;
import org.aisle.templates.check.TemplateCommand;
import org.aisle.ui.bench.BenchCommand;
import org.aisle.ui.expectation.TemplateTestCommand;
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
      ServerCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RehearseCommand.class,
      SimCommand.class,
      ReplayCommand.class,
      GatewayCommand.class,
      ProveCommand.class
    })
public final class Aisle {

  private Aisle() {}

  public static void main(String[] arguments) {
    CommandLine line = commandLine();
    if (arguments.length == 0) {
      line.usage(line.getOut());
      System.exit(2);
    }
    System.exit(line.execute(arguments));
  }

  /** The commands; a wrong usage ends with 2, one sentence, and where the help is. */
  static CommandLine commandLine() {
    return new CommandLine(new Aisle())
        .addSubcommand(
            new CommandLine(new TemplateCommand()).addSubcommand(new TemplateTestCommand()))
        .addSubcommand(new CommandLine(new BenchCommand()).addSubcommand(new BenchQueryCommand()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Aisle::wrongUsage);
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    err.println("Try './%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }
}
