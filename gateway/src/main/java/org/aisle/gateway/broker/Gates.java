package org.aisle.gateway.broker;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What goes in and out of the broker beside its clients' own traffic.
 *
 * @param open whether devices may connect
 * @param held where messages go before they are queued
 * @param acks acknowledgements that wait for the store
 * @param room whether there is room in the queue
 * @param outgoing what the server itself publishes
 */
record Gates(
    AtomicBoolean open, HeldPublishes held, AckLines acks, QueueRoom room, Outgoing outgoing) {}
