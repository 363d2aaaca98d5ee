package org.aisle.ui.fake;

import java.util.List;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;

/** Finds two rows in every file: one that is sound and one that is not. */
final class FakeImports implements Imports {

  @Override
  public Outcome<Report> rehearse(AppId app, Kind kind, byte[] file, Progress progress) {
    return report(Status.SOUND);
  }

  @Override
  public Outcome<Report> run(AppId app, Kind kind, byte[] file, Progress progress) {
    return report(Status.CREATED);
  }

  private static Outcome<Report> report(Status success) {
    Outcome.Problem problem = new Outcome.Problem("asset.exists", "Choose another id.");
    return new Outcome.Done<>(
        new Report(
            List.of(
                new Row(2, "one", success, List.of(), null, null),
                new Row(3, "two", Status.REFUSED, List.of(problem), null, null))));
  }
}
