package org.aisle.ui.report;

import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Where condition reports are. */
public final class ReportNavigation {

  private ReportNavigation() {}

  /** The report of a device over the usual time. */
  public static String path(DeviceRef device) {
    return "app/" + device.app().value() + "/devices/" + device.device().value() + "/report";
  }

  /** The report of a device between two moments; null for the usual ones. */
  public static String path(DeviceRef device, @Nullable Instant from, @Nullable Instant to) {
    String query =
        (from == null ? "" : "from=" + from)
            + (from == null || to == null ? "" : "&")
            + (to == null ? "" : "to=" + to);
    return query.isEmpty() ? path(device) : path(device) + "?" + query;
  }
}
