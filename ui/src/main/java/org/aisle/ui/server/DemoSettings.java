package org.aisle.ui.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demonstration: an app from a template, and its fleet simulated.
 *
 * @param enabled whether there is one
 * @param app the app's id
 * @param template the app template it is made from
 * @param history how much of the past is simulated first, at the first start
 * @param historyEvery how often a device has measured in that past
 */
@ConfigurationProperties("aisle.demo")
record DemoSettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("coolers") String app,
    @DefaultValue("connected-cooler") String template,
    @DefaultValue("P2D") Duration history,
    @DefaultValue("PT1M") Duration historyEvery) {

  DemoSettings {
    if (history.isNegative() || history.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException("aisle.demo.history is from PT0S to P366D.");
    }
  }
}
