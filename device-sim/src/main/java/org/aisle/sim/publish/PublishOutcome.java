package org.aisle.sim.publish;

/** What became of a message. */
public sealed interface PublishOutcome {

  /** The broker has taken responsibility for it. */
  record Acknowledged() implements PublishOutcome {}

  /** It will not be sent again; {@code sentence} says why. */
  record Refused(String sentence) implements PublishOutcome {}
}
