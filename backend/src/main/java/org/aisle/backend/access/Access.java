package org.aisle.backend.access;

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

  /** True until the first administrator with a password exists. */
  boolean firstStart();

  /**
   * Creates a person.
   *
   * @param password at least 12 characters
   */
  Outcome<Principal> createUser(String name, char[] password, Role role);

  Optional<Principal> signIn(String name, char[] password);

  List<Principal> users();

  /** A one-time token for a sign-in link, valid for a limited time. */
  String createSignInToken(Role role);

  /** Redeems a sign-in token; a second time it is void. */
  Optional<Principal> redeem(String token);

  /** A new bearer token for REST, shown once. */
  String createBearerToken(String name, Role role);

  Optional<Principal> bearer(String token);
}
