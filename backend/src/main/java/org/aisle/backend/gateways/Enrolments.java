package org.aisle.backend.gateways;

import java.time.Duration;
import java.util.Optional;
import org.aisle.templates.identity.DeviceRef;

/** How a gateway joins with its one-time token. Thread-safe. */
public interface Enrolments {

  /**
   * What a gateway says of itself; unchecked input.
   *
   * @param protocol what it speaks, see {@code DirectoryFormat.PROTOCOL}
   * @param version its release, for people
   */
  record Applicant(String token, int protocol, String version) {}

  /** What an attempt came to. */
  sealed interface Outcome {

    /** It has joined; the password is shown this once, and what it had before is void. */
    record Joined(DeviceRef gateway, String password) implements Outcome {}

    /** A stable code and a sentence that says what to do. */
    record Refused(String code, String sentence) implements Outcome {}

    /** Too many wrong attempts. */
    record Throttled(Duration pause) implements Outcome {}
  }

  /**
   * @param address whom to blame for wrong attempts
   */
  Outcome enrol(Applicant applicant, String address);

  /** Why a gateway of that protocol can't work with this server; empty when it can. */
  Optional<Outcome.Refused> unfit(int protocol);
}
