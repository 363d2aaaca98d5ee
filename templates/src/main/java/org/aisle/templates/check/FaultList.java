package org.aisle.templates.check;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.aisle.templates.app.TemplateProblem;

/** The faults of an app template as the commands print them. */
public final class FaultList {

  private FaultList() {}

  /**
   * One per line, {@code FILE:LINE:COLUMN CODE sentence}, then how many.
   *
   * @return the commands' exit code for a faulty template
   */
  public static int print(PrintWriter out, Path folder, List<TemplateProblem> problems) {
    for (TemplateProblem problem : problems) {
      out.printf(
          "%s:%d:%d %s %s%n",
          folder.resolve(problem.file()),
          problem.line(),
          problem.column(),
          problem.code(),
          problem.sentence());
    }
    out.printf("%d fault%s.%n", problems.size(), problems.size() == 1 ? "" : "s");
    return 1;
  }
}
