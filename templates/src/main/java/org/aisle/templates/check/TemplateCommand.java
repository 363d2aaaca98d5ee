package org.aisle.templates.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code template} of the launcher. */
@Command(
    name = "template",
    description = "Work with app templates.",
    subcommands = {TemplateCommand.Check.class, CommandLine.HelpCommand.class},
    mixinStandardHelpOptions = true)
public final class TemplateCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** The command {@code template check DIR}. */
  @Command(
      name = "check",
      description = "Check an app template and report every fault at once.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nA template is a folder:%n",
      footer = {
        "  app.yaml            name, story, places, organisations, simulated devices",
        "  models/*.json       device types in DTDL v2 or v3",
        "  dashboards/*.yaml   tiles bound to the models' fields",
        "  rules/*.yaml        when somebody must look at a device",
        "  expected/*.yaml, README.md",
        "",
        "Faults are written one per line: FILE:LINE:COLUMN CODE what is wrong and what to do.",
        "",
        "Exit codes: 0 the template is sound, 1 it has faults, 2 the command line is wrong.",
        "",
        "Example: ./aisle template check my-templates/ice-cream-freezers"
      })
  static final class Check implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The template's folder.")
    private @Nullable Path folder;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      if (folder == null || spec == null) {
        throw new IllegalStateException("Only picocli calls this command.");
      }
      PrintWriter out = spec.commandLine().getOut();
      int code =
          switch (TemplateChecker.check(folder)) {
            case AppTemplateOutcome.Read r -> sound(out, r.template());
            case AppTemplateOutcome.Faults f -> FaultList.print(out, folder, f.problems());
          };
      out.flush();
      return code;
    }

    private static int sound(PrintWriter out, AppTemplate app) {
      out.printf(
          "%s %s is sound: %s, %s, %s, %s, %s.%n",
          app.id(),
          app.version(),
          counted(app.deviceTemplates().size(), "device template"),
          counted(app.places().size(), "place"),
          counted(app.fleet().members().size(), "simulated device"),
          counted(app.dashboards().size(), "dashboard"),
          counted(app.rules().size(), "rule"));
      if (app.deviceTemplates().isEmpty()) {
        out.println(
            "Nothing can be measured with it yet (app.models-missing): add a DTDL model as"
                + " models/<name>.json.");
      }
      return 0;
    }

    private static String counted(int number, String noun) {
      return number + " " + noun + (number == 1 ? "" : "s");
    }
  }
}
