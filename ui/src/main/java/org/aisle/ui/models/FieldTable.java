package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of a model, a line each; on a phone each line becomes a card. */
final class FieldTable extends Div {

  /** What only some models say: a column for it is there when one of the lines has it. */
  private record Trait(String head, Function<FieldRow, String> text) {}

  private static final List<Trait> TRAITS =
      List.of(
          new Trait("Type", FieldRow::type),
          new Trait("Unit", FieldRow::unit),
          new Trait("Semantic type", FieldRow::semanticType),
          new Trait("Limits", FieldRow::limits),
          new Trait("Part of", FieldRow::part));

  /**
   * @param actions what can be done with a line; null for a table that is only looked at
   */
  FieldTable(List<FieldRow> rows, @Nullable Function<FieldRow, Component> actions) {
    addClassName("model-fields");
    List<Trait> traits =
        TRAITS.stream()
            .filter(trait -> rows.stream().anyMatch(row -> !trait.text().apply(row).isEmpty()))
            .toList();
    NativeTableRow heads = new NativeTableRow();
    heads.add(new NativeTableHeaderCell("Name"), new NativeTableHeaderCell("Kind"));
    traits.forEach(trait -> heads.add(new NativeTableHeaderCell(trait.head())));
    if (actions != null) {
      Span words = new Span("Actions");
      words.addClassName("only-read");
      NativeTableHeaderCell cell = new NativeTableHeaderCell();
      cell.add(words);
      heads.add(cell);
    }
    NativeTableHeader head = new NativeTableHeader();
    head.add(heads);
    NativeTableBody body = new NativeTableBody();
    for (FieldRow row : rows) {
      body.add(line(row, traits, actions));
      if (row.machine() != null) {
        NativeTableCell cell = new NativeTableCell();
        cell.getElement().setAttribute("colspan", String.valueOf(heads.getChildren().count()));
        cell.add(new MachineView(row.machine()));
        NativeTableRow below = new NativeTableRow();
        below.addClassName("machine-row");
        below.add(cell);
        body.add(below);
      }
    }
    NativeTable table = new NativeTable();
    table.add(head, body);
    table.addClassName("plain-table");
    add(table);
  }

  private static NativeTableRow line(
      FieldRow row, List<Trait> traits, @Nullable Function<FieldRow, Component> actions) {
    Span path = new Span(row.path());
    path.addClassName("mono");
    Div both = new Div();
    if (!row.displayName().isEmpty()) {
      Span name = new Span(row.displayName());
      name.addClassName("model-field-name");
      both.add(name);
    }
    both.add(path);
    both.addClassName("model-field");
    if (!row.description().isEmpty()) {
      Span description = new Span(row.description());
      description.addClassName("muted");
      both.add(description);
    }
    NativeTableCell first = new NativeTableCell();
    first.add(both);
    Span kind = new Span(row.kind().label());
    kind.addClassNames("tag", "model-kind-" + row.kind().name().toLowerCase(Locale.ROOT));
    NativeTableCell second = new NativeTableCell();
    second.add(kind);
    if (!row.note().isEmpty()) {
      second.add(new Span(" " + row.note()));
    }
    NativeTableRow line = new NativeTableRow();
    line.add(first, second);
    for (Trait trait : traits) {
      NativeTableCell cell = new NativeTableCell(trait.text().apply(row));
      cell.getElement().setAttribute("data-head", trait.head());
      line.add(cell);
    }
    if (actions != null) {
      NativeTableCell cell = new NativeTableCell();
      cell.addClassName("model-field-actions");
      cell.add(actions.apply(row));
      line.add(cell);
    }
    return line;
  }
}
