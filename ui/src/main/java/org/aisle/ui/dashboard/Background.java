package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import java.util.function.Supplier;

/** Asks the history without holding up the page. */
interface Background {

  /** Runs {@code question} elsewhere, and what it returns with the UI's lock, if still attached. */
  void run(Component page, Supplier<Runnable> question);
}
