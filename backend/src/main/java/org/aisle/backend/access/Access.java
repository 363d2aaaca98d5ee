package org.aisle.backend.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome;

/** People, tokens and sign-in links. Secrets are stored hashed. Thread-safe. */
public interface Access {

  /** What a person or token may do. */
  enum Role {
    ADMINISTRATOR,
    BUILDER,
    OPERATOR
  }

  /** A person or program that proved who it is. */
  record Principal(String name, Role role) {}

  /** What became of an attempt to sign in. */
  sealed interface SignIn {
    record Accepted(Principal principal) implements SignIn {}

    /** Name or password is wrong; which of them is not told. */
    record Wrong() implements SignIn {}

    /** Too many wrong attempts; the password was not looked at. */
    record Throttled(Duration retryAfter) implements SignIn {}
  }

  /** True until the first administrator with a password exists. */
  boolean firstStart();

  /**
   * Creates a person.
   *
   * @param password at least 12 characters, at most 72 bytes in UTF-8
   */
  Outcome<Principal> createUser(String name, char[] password, Role role);

  /** As the three-argument form, for callers that know no address; throttled means empty too. */
  Optional<Principal> signIn(String name, char[] password);

  /**
   * Checks a password; takes as long for people who do not exist.
   *
   * @param address where the attempt comes from; attempts are counted per name and per address
   */
  SignIn signIn(String name, char[] password, String address);

  List<Principal> users();

  /** A one-time token for a sign-in link, valid for 24 hours. */
  String createSignInToken(Role role);

  /** Redeems a sign-in token; a second time it is void. */
  Optional<Principal> redeem(String token);

  /** A new bearer token for REST, shown once. */
  String createBearerToken(String name, Role role);

  Optional<Principal> bearer(String token);

  /** Voids all bearer tokens of that name at once; how many there were. */
  int revokeBearerTokens(String name);
}
