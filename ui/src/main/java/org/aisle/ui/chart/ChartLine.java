package org.aisle.ui.chart;

import java.util.List;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.templates.definition.Field;
import org.aisle.ui.format.ValueFormat;

/**
 * A line of a chart. Lines of one unit share an axis; each further unit gets a panel of its own.
 *
 * @param unit the symbol of its unit, empty for none
 * @param points oldest first; a null value is drawn as a gap
 */
public record ChartLine(String name, String unit, int decimals, List<Point> points) {
  public ChartLine {
    points = List.copyOf(points);
  }

  public static ChartLine of(String name, Field field, List<Point> points) {
    return new ChartLine(name, ValueFormat.symbol(field), ValueFormat.decimals(field), points);
  }
}
