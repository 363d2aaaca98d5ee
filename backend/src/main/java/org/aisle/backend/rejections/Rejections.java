package org.aisle.backend.rejections;

import java.util.List;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;

/**
 * What was refused, newest first. Kept up to a number per device and app, so that a device that
 * sends only nonsense cannot fill the disk. Thread-safe.
 */
public interface Rejections {

  /** Of one device, registered or not. */
  List<Rejection> of(DeviceRef device, int limit);

  /** Of the whole app, unknown devices included. */
  List<Rejection> of(AppId app, int limit);

  /** Those that name no existing app: for the server's administrator. */
  List<Rejection> homeless(int limit);

  /** How many of the app were refused since the server's first start. */
  long count(AppId app);
}
