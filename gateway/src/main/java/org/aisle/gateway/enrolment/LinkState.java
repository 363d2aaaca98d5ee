package org.aisle.gateway.enrolment;

import java.time.Instant;

/**
 * How a gateway stands with its server.
 *
 * @param sentence for people: what is the matter and what to do; empty when all is well
 */
public record LinkState(Kind kind, Instant since, String sentence) {

  /** What is the matter. */
  public enum Kind {
    /** Nothing was heard yet. */
    STARTING,
    CONNECTED,
    /** It does not answer; what is known goes on to hold. */
    UNREACHABLE,
    /** It does not know this gateway any more, or has disabled it. */
    WITHDRAWN,
    /** Another process is this gateway now. */
    TAKEN_OVER,
    /** Server and gateway are of releases that do not fit. */
    UNFIT
  }

  /** Whether publishing to the server has a prospect. */
  public boolean mayPublish() {
    return switch (kind) {
      case STARTING, CONNECTED, UNREACHABLE -> true;
      case WITHDRAWN, TAKEN_OVER, UNFIT -> false;
    };
  }
}
