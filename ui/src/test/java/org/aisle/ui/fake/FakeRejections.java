package org.aisle.ui.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;

/** The rejections that a test puts there, newest first. */
public final class FakeRejections implements Rejections {

  public final List<Rejection> all = new CopyOnWriteArrayList<>();

  @Override
  public List<Rejection> of(DeviceRef device, int limit) {
    return all.stream()
        .filter(r -> device.app().equals(r.app()) && device.device().equals(r.device()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Rejection> of(AppId app, int limit) {
    return all.stream().filter(r -> app.equals(r.app())).limit(limit).toList();
  }

  @Override
  public List<Rejection> homeless(int limit) {
    return all.stream().filter(r -> r.app() == null).limit(limit).toList();
  }

  @Override
  public long count(AppId app) {
    return of(app, Integer.MAX_VALUE).size();
  }
}
