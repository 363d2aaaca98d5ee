package org.aisle.ui.dashboard;

/** Draws one tile of a page. */
interface TileView {

  /** Nothing to do. */
  Runnable NOTHING = () -> {};

  TilePanel panel();

  /**
   * Asks for what the tile shows; called without the UI's lock, by one thread at a time.
   *
   * @return what puts the answer on the page; run later with the UI's lock held
   */
  Runnable read(Fleet fleet);
}
