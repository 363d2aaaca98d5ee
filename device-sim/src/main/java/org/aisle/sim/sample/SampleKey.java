package org.aisle.sim.sample;

import java.time.Instant;
import java.util.OptionalLong;

/** A sample among those of one device: the device's time, and its sequence number if it has one. */
public record SampleKey(Instant observedAt, OptionalLong seq) {}
