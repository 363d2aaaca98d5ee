package org.aisle.ui.server;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a page in the person's browser, where there is one. */
final class Browser {

  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  private Browser() {}

  static void open(String url) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    boolean desktop =
        mac || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    if (!desktop) {
      return;
    }
    try {
      new ProcessBuilder(List.of(mac ? "open" : "xdg-open", url))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.debug("No browser was opened: {}", e.getMessage());
    }
  }
}
