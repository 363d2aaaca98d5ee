package org.aisle.ui.shell;

/** Titles of browser tabs. */
public final class Titles {

  private Titles() {}

  /** The parts from the most specific on, and the product's name. */
  public static String of(String... parts) {
    return parts.length == 0 ? "Aisle" : String.join(" · ", parts) + " · Aisle";
  }
}
