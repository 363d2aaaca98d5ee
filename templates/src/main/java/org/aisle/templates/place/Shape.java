package org.aisle.templates.place;

import java.util.List;

/** The outline of a place or route. Sound shapes only: see {@link Shapes}. */
public sealed interface Shape {

  /** All positions within {@code radiusMetres} of the centre. */
  record Circle(GeoPosition centre, double radiusMetres) implements Shape {}

  /** A simple polygon; the last corner is joined to the first. It does not cross the date line. */
  record Polygon(List<GeoPosition> corners) implements Shape {
    public Polygon {
      corners = List.copyOf(corners);
    }
  }

  /** All positions within {@code widthMetres} of the line. */
  record Corridor(List<GeoPosition> line, double widthMetres) implements Shape {
    public Corridor {
      line = List.copyOf(line);
    }
  }
}
