package org.aisle.ui.places;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.imports.PlaceImports.Axes;
import org.aisle.backend.imports.PlaceImports.Report;
import org.aisle.backend.imports.PlaceImports.Row;
import org.aisle.backend.imports.PlaceImports.Status;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.imports.RowLine;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a GeoJSON or CSV file, shows on a map and row by row what would become of it, and does it
 * when somebody agrees.
 */
final class PlaceImportDialog extends Dialog {

  private static final Logger log = LoggerFactory.getLogger(PlaceImportDialog.class);

  /** More outlines than these are not drawn beside their markers. */
  private static final int DRAWN = 300;

  private static final Kind SOUND = new Kind(Tone.GOOD.key(), "can be saved", "✓");
  private static final Kind FAULTY = new Kind(Tone.BAD.key(), "can't", "▲");

  private final App app;
  private final PlaceReading reading;
  private final String user;
  private final Runnable changed;
  private final Div refusal = new Div();
  private final Paragraph says = new Paragraph();
  private final ProgressBar bar = new ProgressBar();
  private final Div axesLine = new Div();
  private final RadioButtonGroup<Axes> axes = new RadioButtonGroup<>();
  private final Div body = new Div();
  private final Button close = new Button("Cancel", click -> close());
  private final Button go = new Button();
  private byte[] file = {};

  /**
   * @param changed called after places were saved, with the page's lock held
   */
  PlaceImportDialog(App app, PlaceReading reading, String user, Runnable changed) {
    this.app = app;
    this.reading = reading;
    this.user = user;
    this.changed = changed;
    setHeaderTitle("Import places into " + app.name());
    setWidth("min(900px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    says.getElement().setAttribute("role", "status");
    bar.setIndeterminate(true);
    bar.setVisible(false);
    axes.setLabel("Latitude and longitude are");
    axes.setItems(Axes.values());
    axes.setItemLabelGenerator(PlaceImportDialog::words);
    axes.setValue(Axes.CHECK);
    axes.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            rehearse();
          }
        });
    axesLine.add(axes);
    axesLine.addClassName("place-import-axes");
    axesLine.setVisible(false);
    body.addClassName("form");
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.setVisible(false);
    go.addClickListener(click -> run());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    Div all = new Div(refusal, says, bar, axesLine, body);
    all.addClassName("form");
    add(all);
    getFooter().add(close, go);
    ask();
  }

  private static String words(Axes axes) {
    return switch (axes) {
      case CHECK -> "checked: refuse what looks swapped";
      case GIVEN -> "right as the file has them";
      case SWAPPED -> "swapped: take them the other way round";
    };
  }

  private void ask() {
    says.setText(
        "Drop a GeoJSON or CSV file. GeoJSON: points with radiusMetres, polygons, or lines with"
            + " radiusMetres; each with id, name and kind. CSV: the columns id, name, kind and"
            + " lat, lon, radiusMetres or outline. Nothing is changed before you have seen each"
            + " row.");
    Upload upload =
        new Upload(
            UploadHandler.inMemory(
                (metadata, bytes) -> {
                  file = bytes;
                  rehearse();
                }));
    upload.setAcceptedFileTypes(
        ".geojson", ".json", ".csv", "application/geo+json", "application/json", "text/csv");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(Imports.MOST_BYTES);
    upload.addFileRejectedListener(
        rejected ->
            refuse(
                "That is no GeoJSON or CSV file, or it has more than %d MiB: choose another or split it."
                    .formatted(Imports.MOST_BYTES >> 20)));
    body.removeAll();
    body.add(upload);
  }

  private void rehearse() {
    Axes meant = axes.getValue();
    work(() -> reading.imports().rehearse(app.id(), file, meant), this::preview);
  }

  private void preview(Report report) {
    says.setText(
        "%,d new, %,d changed, %,d as they are; %s"
            .formatted(
                report.count(Status.CREATED),
                report.count(Status.CHANGED),
                report.count(Status.UNCHANGED),
                report.count(Status.REFUSED) == 0
                    ? "none is refused."
                    : report.count(Status.REFUSED) == 1
                        ? "1 refused, which says why."
                        : "%,d refused, which say why.".formatted(report.count(Status.REFUSED))));
    axesLine.setVisible(report.axesInDoubt() || axes.getValue() != Axes.CHECK);
    body.removeAll();
    body.add(map(report), rows(report, false));
    long sound = report.count(Status.CREATED) + report.count(Status.CHANGED);
    go.setText("Save " + count(sound));
    go.setVisible(sound > 0);
  }

  private void run() {
    go.setVisible(false);
    axesLine.setVisible(false);
    Axes meant = axes.getValue();
    work(
        () -> reading.imports().run(app.id(), file, meant, user),
        report -> {
          long done = report.count(Status.CREATED) + report.count(Status.CHANGED);
          says.setText(
              "%s saved, %,d refused.".formatted(count(done), report.count(Status.REFUSED)));
          body.removeAll();
          body.add(rows(report, true));
          close.setText("Close");
          changed.run();
        });
  }

  /** Runs beside the page; the answer is shown with the page's lock held. */
  private void work(Supplier<Outcome<Report>> work, Consumer<Report> answer) {
    UI ui = UI.getCurrent();
    refusal.setVisible(false);
    says.setText("Looking at the places…");
    bar.setVisible(true);
    Thread.ofVirtual()
        .name("import")
        .start(
            () -> {
              Runnable then;
              try {
                then =
                    switch (work.get()) {
                      case Outcome.Done<Report>(Report report) -> () -> answer.accept(report);
                      case Outcome.Refused<Report>(List<Problem> problems) ->
                          () -> again(sentences(problems));
                    };
              } catch (RuntimeException e) {
                log.warn("An import of places ended early", e);
                then =
                    () -> again("The server could not finish, and nothing was saved: try again.");
              }
              deliver(ui, then);
            });
  }

  private void deliver(UI ui, Runnable shown) {
    try {
      ui.access(
          () -> {
            bar.setVisible(false);
            shown.run();
          });
    } catch (UIDetachedException gone) {
      log.debug("Nobody looks at the import any more.");
    }
  }

  private void again(String sentence) {
    ask();
    go.setVisible(false);
    refuse(sentence);
  }

  private void refuse(String sentence) {
    refusal.setText(sentence);
    refusal.setVisible(true);
  }

  private DeviceMap map(Report report) {
    DeviceMap map =
        new DeviceMap(
                "Places of the file",
                ValueFormat.ofReader(app.zone()),
                reading.tiles(),
                "No place of the file says where it is.")
            .of("places");
    List<Place> fences = new ArrayList<>();
    List<Marker> markers = new ArrayList<>();
    for (Row row : report.rows()) {
      Place place = row.place();
      if (place != null) {
        fences.add(place);
        Kind kind = row.status() == Status.REFUSED ? FAULTY : SOUND;
        markers.add(
            new Marker(
                "row-" + row.number(),
                place.name(),
                place.lat(),
                place.lon(),
                kind.key(),
                kind.name(),
                place.kind(),
                null,
                null));
      }
    }
    map.show(
        new DeviceMap.Scene(
            fences.size() > DRAWN ? List.of() : fences, List.of(FAULTY, SOUND), markers, List.of()),
        reading.clock().instant());
    map.addClassName("place-import-map");
    return map;
  }

  private static Grid<Row> rows(Report report, boolean done) {
    Grid<Row> grid = new Grid<>();
    grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addComponentColumn(
            row ->
                new RowLine(
                    row.status() == Status.REFUSED,
                    "%,d".formatted(row.number()),
                    row.id(),
                    result(row, done)))
        .setHeader(new RowLine(false, "No.", "Id", "Result"));
    grid.setItems(
        report.rows().stream()
            .sorted(Comparator.comparing(row -> row.status() != Status.REFUSED))
            .toList());
    grid.setAllRowsVisible(true);
    grid.setMaxHeight("min(320px, 40vh)");
    grid.getElement().setAttribute("aria-label", "Places of the file");
    return grid;
  }

  private static String result(Row row, boolean done) {
    return switch (row.status()) {
      case CREATED -> done ? "Created" : "New";
      case CHANGED -> done ? "Changed" : "Changes the place of this id";
      case UNCHANGED -> "As it is already";
      case REFUSED -> "Refused: " + sentences(row.problems());
    };
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream().map(Problem::sentence).collect(Collectors.joining(" "));
  }

  private static String count(long places) {
    return places == 1 ? "1 place" : "%,d places".formatted(places);
  }
}
