package org.aisle.ui.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.registry.Device;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.format.Ranges;

/** Where a dashboard with its range and filter is found, and the ways from there on. */
record Address(AppId app, String dashboard, Duration back, Filter filter) {

  Address on(String other) {
    return new Address(app, other, back, filter);
  }

  Address over(Duration other) {
    return new Address(app, dashboard, other, filter);
  }

  Address with(Filter other) {
    return new Address(app, dashboard, back, other);
  }

  /** Relative to the application. */
  String path() {
    Map<String, String> parameters = new TreeMap<>(filter.parameters());
    parameters.put(Ranges.PARAMETER, Ranges.key(back));
    StringBuilder path = new StringBuilder("app/" + app.value() + "/dashboard/" + dashboard);
    parameters.forEach(
        (key, value) ->
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return path.toString();
  }

  /** The page of a device, over the same range. */
  String device(Device device) {
    return "app/%s/devices/%s?%s=%s"
        .formatted(app.value(), device.ref().device().value(), Ranges.PARAMETER, Ranges.key(back));
  }

  /** The same dashboard of one place only. */
  String place(String id) {
    return with(filter.withStore(id)).path();
  }
}
