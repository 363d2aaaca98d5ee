package org.aisle.gateway.broker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * Which devices have a connection to the embedded broker, and when they were last heard of since it
 * started. Thread-safe; a snapshot that may be outdated when it is read.
 */
public final class ConnectedClients {

  private record Activity(int connections, @Nullable Instant lastSeen) {}

  private final Map<DeviceRef, Activity> activity = new ConcurrentHashMap<>();
  private final Map<String, DeviceRef> sessions = new ConcurrentHashMap<>();
  private volatile Consumer<String> ending = clientId -> {};

  /**
   * Whether the device itself is connected; a gateway's connection says nothing about its devices.
   */
  public boolean isConnected(DeviceRef device) {
    Activity known = activity.get(device);
    return known != null && known.connections() > 0;
  }

  /** When the device connected, published or was published for, last. */
  public Optional<Instant> lastSeen(DeviceRef device) {
    Activity known = activity.get(device);
    return known == null ? Optional.empty() : Optional.ofNullable(known.lastSeen());
  }

  /** All devices with a connection. */
  public Set<DeviceRef> connected() {
    return activity.entrySet().stream()
        .filter(e -> e.getValue().connections() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How a connection is ended, by its client id. */
  void endWith(Consumer<String> action) {
    ending = action;
  }

  void end(DeviceRef device) {
    sessions.forEach(
        (clientId, owner) -> {
          if (owner.equals(device)) {
            ending.accept(clientId);
          }
        });
  }

  void connected(DeviceRef device, String clientId, Instant at) {
    sessions.put(clientId, device);
    activity.merge(
        device, new Activity(1, at), (old, fresh) -> new Activity(old.connections() + 1, at));
  }

  void disconnected(DeviceRef device, String clientId) {
    Activity left =
        activity.computeIfPresent(
            device, (ref, old) -> new Activity(Math.max(0, old.connections() - 1), old.lastSeen()));
    if (left == null || left.connections() == 0) {
      sessions.remove(clientId);
    }
  }

  /** The broker has stopped, and with it every connection. */
  void allGone() {
    ending = clientId -> {};
    sessions.clear();
    activity.replaceAll((device, old) -> new Activity(0, old.lastSeen()));
  }

  void seen(DeviceRef device, Instant at) {
    activity.merge(
        device, new Activity(0, at), (old, fresh) -> new Activity(old.connections(), at));
  }
}
