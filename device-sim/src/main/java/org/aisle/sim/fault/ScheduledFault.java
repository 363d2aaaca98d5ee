package org.aisle.sim.fault;

/** A fault and when it is present. */
public record ScheduledFault(Fault fault, Schedule schedule) {}
