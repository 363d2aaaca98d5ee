package org.aisle.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A trend without axes, beside a number; nothing is drawn for fewer than two points. */
@Tag("aisle-sparkline")
@StyleSheet("context://aisle/data.css")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/chart.js")
public final class Sparkline extends Component implements HasSize, HasStyle {

  private final ValueFormat format;
  private @Nullable ObjectNode model;

  public Sparkline(ValueFormat format) {
    this.format = format;
  }

  public void show(TimeRange range, ChartLine line) {
    ObjectNode node = Wire.head(line.name(), format, range, "");
    node.put("unit", line.unit()).put("decimals", line.decimals());
    node.set("points", Wire.points(line.points()));
    if (!node.equals(model)) {
      model = node;
      getElement().setPropertyJson("model", node);
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (model != null) {
      getElement().setPropertyJson("model", model);
    }
  }
}
