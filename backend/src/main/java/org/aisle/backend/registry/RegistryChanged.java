package org.aisle.backend.registry;

import java.time.Instant;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Published as a Spring event inside the transaction that changes something; listen with a
 * transactional event listener to see it after the commit.
 *
 * @param device the one device that changed, or null when the whole app did
 * @param since from when on the readings stand in another light, because a property, a place or a
 *     binding changed then; null when they do not
 */
public record RegistryChanged(AppId app, @Nullable DeviceId device, @Nullable Instant since) {

  /** A change that says nothing about readings. */
  public RegistryChanged(AppId app, @Nullable DeviceId device) {
    this(app, device, null);
  }
}
