package org.aisle.backend.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** One device after the other; of what is said at one instant, silence counts for nothing. */
final class StatesOfDevices implements RowCallbackHandler {
  private final AppId app;
  private final TimeRange range;
  private final boolean kept;
  private final Map<DeviceRef, List<Stretch>> found;
  private StateReducer states;
  private @Nullable String device;
  private long last = Long.MIN_VALUE;

  /**
   * @param kept whether the state survives a silence
   */
  StatesOfDevices(AppId app, TimeRange range, boolean kept, Map<DeviceRef, List<Stretch>> found) {
    this.app = app;
    this.range = range;
    this.kept = kept;
    this.found = found;
    this.states = new StateReducer(range, kept);
  }

  @Override
  public void processRow(ResultSet row) throws SQLException {
    String next = row.getString(1);
    long at = row.getLong(2);
    String state = row.getString(3);
    if (!next.equals(device)) {
      end();
      device = next;
      states = new StateReducer(range, kept);
      last = Long.MIN_VALUE;
    }
    if (at != last || state != null) {
      states.add(at, state);
      last = at;
    }
  }

  void end() {
    if (device != null) {
      found.put(new DeviceRef(app, new DeviceId(device)), states.stretches());
    }
  }
}
