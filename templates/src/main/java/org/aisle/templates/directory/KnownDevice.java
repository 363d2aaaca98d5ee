package org.aisle.templates.directory;

import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;

/**
 * A registered device as a gateway needs it.
 *
 * @param enabled whether its messages are taken
 * @param template the published version it speaks
 */
public record KnownDevice(DeviceRef ref, boolean enabled, DeviceTemplate template) {}
