package org.aisle.gateway.consumer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer is doing.
 *
 * @param subscribed whether the broker has granted every filter on the present connection
 * @param unacknowledged messages that wait for their receipt
 * @param oldestReceivedAt when the oldest of them was received by our own broker, if it says so
 * @param droppedAtQos0 messages sent at QoS 0 that were lost here since the start
 * @param problem why it is not subscribed, for people; null when it is
 */
public record ConsumerState(
    boolean connected,
    boolean subscribed,
    int unacknowledged,
    @Nullable Instant oldestReceivedAt,
    long droppedAtQos0,
    @Nullable Instant lastMessageAt,
    @Nullable String problem) {}
