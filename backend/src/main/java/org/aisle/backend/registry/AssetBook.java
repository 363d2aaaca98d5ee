package org.aisle.backend.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Assets as people keep them: what is known of them, since when, and which device was attached from
 * when until when. Whatever is changed for a moment in the past counts for the readings from then
 * on. Thread-safe.
 */
public interface AssetBook {

  /**
   * A request to create an asset; text fields are unchecked input.
   *
   * @param kind what people call it; null means the name of its type
   */
  record NewAsset(
      String id,
      String name,
      @Nullable String kind,
      @Nullable String type,
      Map<String, String> properties) {
    public NewAsset {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * What is to be different; null keeps what is.
   *
   * @param properties merged into the existing ones
   * @param at from when on the properties have these values; null means from now on
   */
  record Change(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String type,
      Map<String, String> properties,
      @Nullable Instant at) {
    public Change {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * Some assets.
   *
   * @param total how many there are in all
   */
  record Page(List<Asset> assets, long total) {
    public Page {
      assets = List.copyOf(assets);
    }
  }

  /**
   * By id.
   *
   * @param text part of the id, name or kind; null for any
   * @param type null for any
   */
  Page find(AppId app, @Nullable String text, @Nullable String type, int offset, int limit);

  /** The properties hold from the beginning. All of it or nothing. */
  Outcome<Asset> create(AppId app, NewAsset asset);

  /**
   * All of a change or nothing of it. A value for a moment for which there is one already replaces
   * that.
   */
  Outcome<Asset> change(AppId app, String id, Change change);

  /** With its bindings and properties; false when there was none. */
  boolean remove(AppId app, String id);

  /** Every value that each property had, by the moment from which it holds. */
  Map<String, NavigableMap<Instant, String>> history(AppId app, String id);

  /**
   * Attaches a device.
   *
   * @param to when it was taken off; null for not yet, which ends an open binding of that device at
   *     {@code from}
   */
  Outcome<Asset> attach(AppId app, String id, DeviceId device, Instant from, @Nullable Instant to);

  /** Takes an attached device off at that moment. */
  Outcome<Asset> detach(AppId app, String id, DeviceId device, Instant at);

  /** Removes the binding that begins at that moment, as if it had never been. */
  Outcome<Asset> unbind(AppId app, String id, DeviceId device, Instant from);
}
