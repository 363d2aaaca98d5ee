package org.aisle.ui.models;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.registry.App;
import org.aisle.templates.definition.DeviceTemplate;

/** How many devices speak each version of a model; those that stayed behind can be moved. */
final class ModelDevices extends Div {

  ModelDevices(
      App app, ModelFamily family, ModelReleases releases, boolean mayMove, Runnable moved) {
    addClassName("panel");
    DeviceTemplate newest = family.versions().getLast();
    int behind = family.speakers() - family.on(newest);
    add(
        new Paragraph(
            family.speakers() == 0
                ? "No device speaks it yet. Register one under Devices."
                : behind == 0
                    ? "All devices speak the newest version."
                    : "Devices go on to speak their version until they are moved. What they have"
                        + " measured stays where it is."));
    NativeTableRow heads = new NativeTableRow();
    List.of("Version", "Devices").forEach(head -> heads.add(new NativeTableHeaderCell(head)));
    NativeTableHeader head = new NativeTableHeader();
    head.add(heads);
    NativeTableBody body = new NativeTableBody();
    for (DeviceTemplate version : family.versions().reversed()) {
      NativeTableRow row = new NativeTableRow();
      row.add(
          new NativeTableCell(version.id().version() + (version.equals(newest) ? ", newest" : "")),
          new NativeTableCell("%,d".formatted(family.on(version))));
      body.add(row);
    }
    NativeTable table = new NativeTable();
    table.addClassNames("plain-table", "model-versions");
    table.add(head, body);
    add(table);
    if (mayMove && family.versions().size() > 1 && family.speakers() > 0) {
      Button move =
          new Button("Move devices…", click -> new MoveDialog(app, family, releases, moved).open());
      if (behind > 0) {
        move.addThemeVariants(ButtonVariant.PRIMARY);
      }
      add(move);
    }
  }
}
