package org.aisle.ui.shell;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a failure under a short code that can be shown to people instead of its details. */
final class Incidents {

  private static final Logger log = LoggerFactory.getLogger(Incidents.class);

  private Incidents() {}

  static String record(String doing, Throwable failure) {
    String code =
        "UI-"
            + HexFormat.of()
                .withUpperCase()
                .toHexDigits((short) ThreadLocalRandom.current().nextInt());
    log.error("{}: failure while {}.", code, doing, failure);
    return code;
  }
}
