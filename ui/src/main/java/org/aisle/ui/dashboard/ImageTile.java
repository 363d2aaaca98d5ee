package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import org.aisle.templates.dashboard.Tile;

/** A picture of the app, with a link where the tile has one. */
final class ImageTile implements TileView {

  private final Tile.Image tile;
  private final TilePanel panel;
  private final Image image = new Image();
  private boolean shown;

  ImageTile(Tile.Image tile, TilePanel panel) {
    this.tile = tile;
    this.panel = panel;
    image.addClassName("aisle-image");
    image.setAlt(tile.alt());
    String link = tile.link();
    if (link == null) {
      panel.with(image);
    } else {
      Anchor anchor = ProseText.link(link);
      anchor.addClassName("aisle-image-link");
      anchor.add(image);
      panel.with(anchor);
    }
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    return () -> {
      if (!shown) {
        shown = true;
        image.setSrc(PictureResource.path(fleet.app().id(), tile.image()));
      }
    };
  }
}
