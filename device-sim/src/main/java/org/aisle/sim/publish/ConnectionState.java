package org.aisle.sim.publish;

/** How a publisher stands with its broker. */
public sealed interface ConnectionState {

  /** Not asked to publish yet, or trying for the first time. */
  record Connecting() implements ConnectionState {}

  record Connected() implements ConnectionState {}

  /** Lost or refused; it is tried again. {@code sentence} says why it failed last. */
  record Disconnected(String sentence) implements ConnectionState {}

  record Closed() implements ConnectionState {}
}
