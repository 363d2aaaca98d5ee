package org.aisle.ui.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything in one process: an MQTT broker, PostgreSQL, the web application, and the"
          + " simulated devices of an app template: 25 coolers in five outlets unless said.",
      "",
      "Prints a sign-in link that works once, the addresses for devices and for SQL tools, and a"
          + " line to publish with. Ctrl-C stops it; the next start continues with the same data."
    },
    footer = {
      "",
      "Examples:",
      "  ./aisle demo",
      "  ./aisle demo --template distribution-center",
      "  ./aisle demo --port 9090 --mqtt-port 2883 --data /tmp/aisle --no-browser",
      "  ./aisle demo --database-url 'jdbc:postgresql://db:5432/aisle?user=aisle&password=…'"
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept (default: ./data).")
  private Path data = Path.of("data");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the web application and REST (default: 8080).")
  private int port = 8080;

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "1883",
      description = "Port for devices (default: 1883).")
  private int mqttPort = 1883;

  @Option(
      names = "--template",
      paramLabel = "ID",
      defaultValue = DemoChoice.COOLERS,
      description = "The app template to show (default: connected-cooler).")
  private String template = DemoChoice.COOLERS;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder with app templates of your own, one sub-folder each.")
  private @Nullable Path templates;

  @Option(names = "--no-browser", description = "Do not open the sign-in link in a browser.")
  private boolean noBrowser;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "Use this PostgreSQL or TimescaleDB, a JDBC URL with user and password, instead of the"
              + " embedded PostgreSQL. The password may come from the variable"
              + " AISLE_DATABASE_PASSWORD instead.")
  private @Nullable String databaseUrl;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    ServerOptions options;
    try {
      DemoChoice choice = new DemoChoice(template, templates);
      AppTemplates known = AppTemplates.builtIn();
      known = templates == null ? known : known.with(templates);
      if (known.named(template).isEmpty()) {
        err.println(unknown(known));
        return 2;
      }
      options = new ServerOptions(data, port, mqttPort, databaseUrl, choice);
    } catch (IOException e) {
      err.println("aisle: The folder " + templates + " can't be read; correct --templates.");
      return 2;
    } catch (IllegalArgumentException e) {
      err.println("aisle: " + e.getMessage());
      return 2;
    }
    return RunningServer.run(
        options,
        (door, took) -> {
          Welcome welcome = door.welcome(took, options.data());
          out.print(welcome.text());
          out.flush();
          if (!noBrowser) {
            Browser.open(welcome.signInLink());
          }
        },
        out,
        err);
  }

  private String unknown(AppTemplates known) {
    StringBuilder text =
        new StringBuilder(
            "aisle: There is no sound app template \"" + template + "\"; use one of ");
    text.append(
        String.join(", ", known.all().stream().map(AppTemplate::id).sorted().toList()) + ".");
    known.problems().forEach(problem -> text.append("\n  ").append(problem));
    return text.toString();
  }
}
