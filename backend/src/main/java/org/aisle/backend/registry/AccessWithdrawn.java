package org.aisle.backend.registry;

import org.aisle.templates.identity.DeviceRef;

/**
 * Published as a Spring event, after the commit, when a device was disabled or removed or its
 * credentials were renewed: what it opened with the old ones is to be closed.
 */
public record AccessWithdrawn(DeviceRef device) {}
