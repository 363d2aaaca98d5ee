package org.aisle.backend.registry;

/**
 * A device just registered, with its password: random, stored only as a hash, and shown this once.
 */
public record Registered(Device device, String username, String password) {}
