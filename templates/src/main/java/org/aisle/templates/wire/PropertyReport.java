package org.aisle.templates.wire;

import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;

/** A property's value as its device reported it; the latest by {@code observedAt} is the truth. */
public record PropertyReport(DeviceRef device, String property, Instant observedAt, Value value) {}
