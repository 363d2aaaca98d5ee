package org.aisle.backend.registry;

import java.time.Instant;
import org.aisle.templates.app.AppTemplate.DeviceGroup;

/**
 * A device group and who changed it last.
 *
 * @param revision counts its changes, from 1
 */
public record StoredGroup(DeviceGroup group, int revision, String changedBy, Instant changedAt) {}
