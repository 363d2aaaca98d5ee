package org.aisle.ui.expectation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.check.FaultList;
import org.aisle.templates.check.TemplateChecker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code template test DIR}. */
@Command(
    name = "test",
    description = "Play the stories of an app template and compare the alerts.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nA story is a file of expected/:%n",
    footer = {
      "  it scripts what goes wrong with one simulated device, in virtual time, and names",
      "  the alerts that must follow. Any other alert is a failure.",
      "",
      "Exit codes: 0 all stories end as they say, 1 one does not or the template has faults,",
      "2 the command line is wrong.",
      "",
      "Example: ./aisle template test my-templates/ice-cream-freezers"
    })
public final class TemplateTestCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The template's folder.")
  private @Nullable Path folder;

  @Option(names = "--only", paramLabel = "STORY", description = "Play this one story only.")
  private @Nullable String only;

  @Option(names = "--verbose", description = "Show every alert with its sentence.")
  private boolean verbose;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (folder == null || spec == null) {
      throw new IllegalStateException("Only picocli calls this command.");
    }
    PrintWriter out = spec.commandLine().getOut();
    int code =
        switch (TemplateChecker.check(folder)) {
          case AppTemplateOutcome.Read read -> play(out, read.template());
          case AppTemplateOutcome.Faults faults -> FaultList.print(out, folder, faults.problems());
        };
    out.flush();
    return code;
  }

  private int play(PrintWriter out, AppTemplate template) {
    List<Expectation> stories =
        template.expectations().stream().filter(e -> only == null || e.id().equals(only)).toList();
    if (stories.isEmpty()) {
      out.println(
          only == null
              ? "There are no stories; add one as expected/<name>.yaml."
              : "There is no story %s in expected/.".formatted(only));
      return 1;
    }
    TemplateTest test = new TemplateTest(template);
    int failed = 0;
    for (Expectation story : stories) {
      long began = System.nanoTime();
      Verdict verdict = test.play(story);
      double seconds = (System.nanoTime() - began) / 1e9;
      out.printf(
          Locale.ROOT,
          "%-6s %s: %d readings in %s of virtual time, %.1f s%n",
          verdict.met() ? "ok" : "FAILED",
          story.id(),
          verdict.readings(),
          story.lasts(),
          seconds);
      if (verbose || !verdict.met()) {
        verdict
            .stands()
            .forEach(o -> out.println("         " + o.rule() + ": " + o.evidence().sentence()));
      }
      verdict.failures().forEach(failure -> out.println("       " + failure));
      out.flush();
      failed += verdict.met() ? 0 : 1;
    }
    out.printf("%d of %d stories end as they say.%n", stories.size() - failed, stories.size());
    return failed == 0 ? 0 : 1;
  }
}
