package org.aisle.ui.dashboard;

import org.aisle.templates.definition.Field;

/** A tile that shows numbers of one field. */
abstract class FieldTile implements TileView {

  private final String path;
  final Figures figures;
  final TilePanel panel;

  /**
   * @param path of the field
   */
  FieldTile(String path, Figures figures, TilePanel panel) {
    this.path = path;
    this.figures = figures;
    this.panel = panel;
  }

  @Override
  public final TilePanel panel() {
    return panel;
  }

  @Override
  public final Runnable read(Fleet fleet) {
    return fleet
        .field(path)
        .map(field -> read(fleet, field))
        .orElse(() -> panel.instead("The device template has no field " + path + "."));
  }

  /** As {@link #read(Fleet)}, of a device template that has the field. */
  abstract Runnable read(Fleet fleet, Field field);
}
