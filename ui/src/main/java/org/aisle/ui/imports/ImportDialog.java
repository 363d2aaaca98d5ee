package org.aisle.ui.imports;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.imports.Imports.Kind;
import org.aisle.backend.imports.Imports.Progress;
import org.aisle.backend.imports.Imports.Report;
import org.aisle.backend.imports.Imports.Row;
import org.aisle.backend.imports.Imports.Status;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a CSV file, shows what would become of each row, and does it when somebody agrees. The rows
 * are worked on beside the page, which shows how far they are.
 */
public final class ImportDialog extends Dialog {

  private static final Logger log = LoggerFactory.getLogger(ImportDialog.class);

  private final App app;
  private final Kind kind;
  private final Imports imports;
  private final Runnable changed;
  private final Div body = new Div();
  private final Div refusal = new Div();
  private final ProgressBar bar = new ProgressBar();
  private final Paragraph says = new Paragraph();
  private final Button close = new Button("Cancel", click -> close());
  private final Button go = new Button();
  private byte[] file = {};

  /**
   * @param changed called after rows were done, with the page's lock held
   */
  public ImportDialog(App app, Kind kind, Imports imports, Runnable changed) {
    this.app = app;
    this.kind = kind;
    this.imports = imports;
    this.changed = changed;
    String what = kind == Kind.DEVICES ? "devices" : "assets";
    setHeaderTitle("Import %s into %s".formatted(what, app.name()));
    setWidth("min(860px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    says.getElement().setAttribute("role", "status");
    bar.setVisible(false);
    body.addClassName("form");
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.setVisible(false);
    go.addClickListener(click -> run());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    Div all = new Div(refusal, says, bar, body);
    all.addClassName("form");
    add(all);
    getFooter().add(close, go);
    ask();
  }

  private void ask() {
    says.setText(
        kind == Kind.DEVICES
            ? "A CSV file with the columns id and template; name, place, via, gateway and"
                + " property.NAME as needed. Nothing is changed before you have seen each row."
            : "A CSV file with the columns id and name; kind, type, place, device, from and"
                + " property.NAME as needed. Nothing is changed before you have seen each row.");
    Upload upload =
        new Upload(
            UploadHandler.inMemory(
                (metadata, bytes) -> {
                  file = bytes;
                  rehearse();
                }));
    upload.setAcceptedFileTypes(".csv", "text/csv", "text/plain", "application/vnd.ms-excel");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(Imports.MOST_BYTES);
    upload.addFileRejectedListener(
        rejected ->
            refuse(
                "That is no CSV file, or it has more than %d MiB: choose another or split it."
                    .formatted(Imports.MOST_BYTES >> 20)));
    body.removeAll();
    body.add(upload);
  }

  private void rehearse() {
    work(
        "Looking at the rows…",
        progress -> imports.rehearse(app.id(), kind, file, progress),
        this::preview);
  }

  private void preview(Report report) {
    long sound = report.rows().size() - report.refused();
    says.setText(
        report.refused() == 0
            ? "All %,d rows can be created.".formatted(sound)
            : "%,d of %,d rows can be created; the others say why not."
                .formatted(sound, report.rows().size()));
    body.removeAll();
    body.add(rows(report));
    go.setText("Import " + count(sound));
    go.setVisible(sound > 0);
  }

  private void run() {
    go.setVisible(false);
    work(
        "Importing…",
        progress -> imports.run(app.id(), kind, file, progress),
        report -> {
          long done = report.rows().size() - report.refused();
          says.setText("%s created, %,d not.".formatted(count(done), report.refused()));
          body.removeAll();
          if (kind == Kind.DEVICES && done > 0) {
            body.add(credentials(report));
          }
          body.add(rows(report));
          close.setText("Close");
          setCloseOnOutsideClick(kind != Kind.DEVICES);
          changed.run();
        });
  }

  /** Runs beside the page; the answer is shown with the page's lock held. */
  private void work(
      String words,
      Function<Progress, Outcome<Report>> work,
      java.util.function.Consumer<Report> answer) {
    UI ui = UI.getCurrent();
    refusal.setVisible(false);
    says.setText(words);
    body.removeAll();
    bar.setIndeterminate(true);
    bar.setVisible(true);
    Thread.ofVirtual()
        .name("import")
        .start(
            () -> {
              Runnable then;
              try {
                Outcome<Report> outcome =
                    work.apply((done, of) -> deliver(ui, () -> show(done, of)));
                then =
                    switch (outcome) {
                      case Outcome.Done<Report>(Report report) -> () -> answer.accept(report);
                      case Outcome.Refused<Report>(List<Problem> problems) ->
                          () -> again(sentences(problems));
                    };
              } catch (RuntimeException e) {
                log.warn("An import ended early", e);
                then =
                    () ->
                        again(
                            "The server could not finish. Rows that were done stay; try the file"
                                + " again, it says which they are.");
              }
              Runnable last = then;
              deliver(
                  ui,
                  () -> {
                    bar.setVisible(false);
                    last.run();
                  });
            });
  }

  private static void deliver(UI ui, Runnable shown) {
    try {
      ui.access(shown::run);
    } catch (UIDetachedException gone) {
      log.debug("Nobody looks at the import any more.");
    }
  }

  private void show(int done, int of) {
    bar.setIndeterminate(false);
    bar.setMax(Math.max(of, 1));
    bar.setValue(done);
    says.setText("%,d of %,d rows".formatted(done, of));
  }

  private void again(String sentence) {
    ask();
    refuse(sentence);
  }

  private void refuse(String sentence) {
    refusal.setText(sentence);
    refusal.setVisible(true);
  }

  private static String count(long rows) {
    return rows == 1 ? "1 row" : "%,d rows".formatted(rows);
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream().map(Problem::sentence).collect(Collectors.joining(" "));
  }

  private static Grid<Row> rows(Report report) {
    Grid<Row> grid = new Grid<>();
    grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addComponentColumn(
            row ->
                new RowLine(
                    row.status() == Status.REFUSED,
                    "%,d".formatted(row.line()),
                    row.id(),
                    result(row)))
        .setHeader(new RowLine(false, "Line", "Id", "Result"));
    grid.setItems(
        report.rows().stream()
            .sorted(java.util.Comparator.comparing(row -> row.status() != Status.REFUSED))
            .toList());
    grid.setAllRowsVisible(true);
    grid.setMaxHeight("min(420px, 50vh)");
    grid.getElement().setAttribute("aria-label", "Rows of the file");
    return grid;
  }

  private static String result(Row row) {
    return switch (row.status()) {
      case CREATED -> "Created";
      case SOUND -> "Can be created";
      case REFUSED -> "Refused: " + sentences(row.problems());
    };
  }

  /** Shown this once: only hashes are kept. */
  private static Div credentials(Report report) {
    StringBuilder csv = new StringBuilder("id,username,password\r\n");
    for (Row row : report.rows()) {
      if (row.status() == Status.CREATED) {
        csv.append(row.id()).append(',').append(row.username()).append(',');
        csv.append(row.password()).append("\r\n");
      }
    }
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    Anchor load =
        new Anchor(
            DownloadHandler.fromInputStream(
                event ->
                    new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        "credentials.csv",
                        "text/csv",
                        bytes.length)),
            "Download the user names and passwords");
    Div notice =
        new Div(
            new Paragraph("The new devices' passwords are shown this once; only hashes are kept."),
            load);
    notice.addClassName("sign-in-notice");
    return notice;
  }
}
