package org.aisle.ui.report;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A table; on a phone each row becomes a card, and on paper nothing scrolls. */
final class ReportTable extends Div {

  private final NativeTable table = new NativeTable();
  private final List<String> names;

  /**
   * @param label what the table tells, for who can't see it
   * @param columns those of numbers end with {@code #}, which is not shown
   */
  ReportTable(String label, List<String> columns) {
    addClassName("table-scroll");
    getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    getElement().setAttribute("aria-label", label);
    table.addClassNames("plain-table", "report-table");
    names = columns.stream().map(ReportTable::name).toList();
    NativeTableRow head = new NativeTableRow();
    for (String column : columns) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(name(column));
      cell.getElement().setAttribute("scope", "col");
      if (column.endsWith("#")) {
        cell.addClassName("number");
      }
      head.add(cell);
    }
    table.getHead().add(head);
    add(table);
  }

  private static String name(String column) {
    return column.endsWith("#") ? column.substring(0, column.length() - 1) : column;
  }

  /** A row; a text that ends with {@code #} is a number. */
  void row(Object... cells) {
    NativeTableRow row = new NativeTableRow();
    for (Object content : cells) {
      NativeTableCell cell = new NativeTableCell();
      if (content instanceof Component component) {
        cell.add(component);
      } else if (content instanceof Number number) {
        cell.addClassName("number");
        cell.add(new Span(number.toString()));
      } else {
        cell.add(new Span(String.valueOf(content)));
      }
      int column = (int) row.getChildren().count();
      if (column < names.size()) {
        cell.getElement().setAttribute("data-head", names.get(column));
      }
      row.add(cell);
    }
    table.getBody().add(row);
  }

  /** A cell with a number and its unit, set to the right. */
  static Component number(String text) {
    Span span = new Span(text);
    span.addClassName("number");
    return span;
  }
}
