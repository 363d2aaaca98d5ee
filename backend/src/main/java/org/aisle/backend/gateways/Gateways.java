package org.aisle.backend.gateways;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The gateways that run on their own, in stores and trucks. Thread-safe. */
public interface Gateways {

  /** A request to add a gateway; text fields are unchecked input. */
  record NewGateway(String id, @Nullable String name, @Nullable String place, boolean servesApp) {}

  /**
   * A one-time token, stored only as a hash and shown this once. What the gateway had before holds
   * until the token is used.
   */
  record Invited(StoreGateway gateway, String token, Instant expiresAt) {}

  /** What is to be different; null keeps what is. */
  record Change(@Nullable String name, @Nullable Boolean servesApp, @Nullable Boolean enabled) {}

  /** By id. */
  List<StoreGateway> all(AppId app);

  Optional<StoreGateway> find(DeviceRef ref);

  /** Registers a device of the built-in gateway template, and makes its first token. */
  Outcome<Invited> add(AppId app, NewGateway gateway);

  /** Makes another token; one that waits unused is void at once. */
  Outcome<Invited> invite(DeviceRef gateway);

  Outcome<StoreGateway> change(DeviceRef gateway, Change change);

  /** Its credentials are void at once; false when there was none. */
  boolean remove(DeviceRef gateway);
}
