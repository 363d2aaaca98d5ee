package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import java.util.function.Supplier;

/** Asks the history without holding up the page. */
interface Background {

  /** The fleet as last read. Call from {@code question} only, or with the UI's lock held. */
  Fleet fleet();

  /** Runs {@code question} elsewhere, and what it returns with the UI's lock, if still attached. */
  void run(Component page, Supplier<Runnable> question);
}
