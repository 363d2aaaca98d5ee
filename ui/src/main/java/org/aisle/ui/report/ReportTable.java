package org.aisle.ui.report;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A table that scrolls sideways where the screen is narrow, and not on paper. */
final class ReportTable extends Div {

  private final NativeTable table = new NativeTable();

  /**
   * @param label what the table tells, for who can't see it
   * @param columns those of numbers end with {@code #}, which is not shown
   */
  ReportTable(String label, List<String> columns) {
    addClassName("table-scroll");
    getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    getElement().setAttribute("aria-label", label);
    table.addClassNames("plain-table", "report-table");
    NativeTableRow head = new NativeTableRow();
    for (String column : columns) {
      boolean number = column.endsWith("#");
      NativeTableHeaderCell cell =
          new NativeTableHeaderCell(number ? column.substring(0, column.length() - 1) : column);
      cell.getElement().setAttribute("scope", "col");
      if (number) {
        cell.addClassName("number");
      }
      head.add(cell);
    }
    table.getHead().add(head);
    add(table);
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
