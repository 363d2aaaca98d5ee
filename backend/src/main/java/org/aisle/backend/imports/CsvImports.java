package org.aisle.backend.imports;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.imports.CsvTable.Line;
import org.aisle.backend.imports.RowAction.Created;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** One transaction for each row; a rehearsal is one transaction that is rolled back. */
@Component
class CsvImports implements Imports {

  private static final int TOLD_EVERY = 50;

  private final TransactionOperations transactions;
  private final Map<Kind, RowAction> actions;

  CsvImports(
      TransactionOperations transactions,
      Apps apps,
      Devices devices,
      Assets assets,
      AssetBook book,
      Places places,
      InstantSource time) {
    this.transactions = transactions;
    this.actions =
        Map.of(
            Kind.DEVICES, new DeviceRows(devices),
            Kind.ASSETS, new AssetRows(apps, devices, places, book, assets, time));
  }

  @Override
  public Outcome<Report> rehearse(AppId app, Kind kind, byte[] file, Progress progress) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              status.setRollbackOnly();
              return each(app, kind, file, progress, Status.SOUND);
            }));
  }

  @Override
  public Outcome<Report> run(AppId app, Kind kind, byte[] file, Progress progress) {
    return each(app, kind, file, progress, Status.CREATED);
  }

  private Outcome<Report> each(
      AppId app, Kind kind, byte[] file, Progress progress, Status success) {
    RowAction action = Objects.requireNonNull(actions.get(kind));
    CsvTable table;
    switch (CsvTable.read(file)) {
      case Outcome.Refused<CsvTable>(var problems) -> {
        return new Outcome.Refused<>(problems);
      }
      case Outcome.Done<CsvTable>(CsvTable read) -> table = read;
    }
    String wrong = action.wrong(table.columns());
    if (wrong != null) {
      return Outcome.Refused.because("import.columns", wrong);
    }
    Map<String, Long> seen = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (Line line : table.lines()) {
      String id = line.cells().getOrDefault("id", "");
      Long other = id.isEmpty() ? null : seen.putIfAbsent(id, line.number());
      rows.add(
          other == null
              ? row(app, action, line, success)
              : refused(
                  line,
                  List.of(
                      new Problem(
                          "import.duplicate-id",
                          "Line %d has this id already: remove one of the two."
                              .formatted(other)))));
      if (rows.size() % TOLD_EVERY == 0) {
        progress.done(rows.size(), table.lines().size());
      }
    }
    progress.done(rows.size(), rows.size());
    return new Outcome.Done<>(new Report(rows));
  }

  private Row row(AppId app, RowAction action, Line line, Status success) {
    if (line.tooMany()) {
      return refused(
          line,
          List.of(
              new Problem(
                  "import.too-many-cells",
                  "The row has more cells than there are columns: put quotes around text with"
                      + " separators in it.")));
    }
    if (line.cells().values().stream().anyMatch(c -> c.chars().anyMatch(x -> x < ' '))) {
      return refused(
          line,
          List.of(
              new Problem(
                  "import.control-character",
                  "A cell holds a line break or another control character: remove it.")));
    }
    Outcome<Created> outcome =
        success == Status.SOUND ? nested(app, action, line) : own(app, action, line);
    return switch (outcome) {
      case Outcome.Refused<Created>(var problems) -> refused(line, problems);
      case Outcome.Done<Created>(Created created) -> {
        Registered device = success == Status.SOUND ? null : created.registered();
        yield new Row(
            line.number(),
            id(line),
            success,
            List.of(),
            device == null ? null : device.username(),
            device == null ? null : device.password());
      }
    };
  }

  /** In a transaction of its own. */
  private Outcome<Created> own(AppId app, RowAction action, Line line) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Outcome<Created> outcome = action.apply(app, line.cells());
              if (outcome instanceof Outcome.Refused<Created>) {
                status.setRollbackOnly();
              }
              return outcome;
            }));
  }

  /** Back to where it was when it is refused, so that the next rows do not see half of it. */
  private Outcome<Created> nested(AppId app, RowAction action, Line line) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Object before = status.createSavepoint();
              Outcome<Created> outcome = action.apply(app, line.cells());
              if (outcome instanceof Outcome.Refused<Created>) {
                status.rollbackToSavepoint(before);
              }
              status.releaseSavepoint(before);
              return outcome;
            }));
  }

  private static Row refused(Line line, List<Problem> problems) {
    return new Row(line.number(), id(line), Status.REFUSED, problems, null, null);
  }

  private static String id(Line line) {
    String id = line.cells().getOrDefault("id", "").replaceAll("\\p{Cntrl}", " ");
    return id.length() > 128 ? id.substring(0, 127) + "…" : id;
  }
}
