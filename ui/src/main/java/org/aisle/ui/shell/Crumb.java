package org.aisle.ui.shell;

/** Implemented by a view that stands below a navigation entry: what its own breadcrumb says. */
public interface Crumb {

  /** Plain text, shown after the navigation entry's label. */
  String crumb();
}
