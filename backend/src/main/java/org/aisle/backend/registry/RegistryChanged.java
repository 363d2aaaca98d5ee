package org.aisle.backend.registry;

import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Published as a Spring event inside the transaction that changes something; listen with a
 * transactional event listener to see it after the commit.
 *
 * @param device the one device that changed, or null when the whole app did
 */
public record RegistryChanged(AppId app, @Nullable DeviceId device) {}
