package org.aisle.ui.fake;

import java.util.List;
import java.util.Optional;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.Outcome;

/** One administrator, who comes in with any token that equals {@link #TOKEN}. */
public final class FakeAccess implements Access {

  public static final String TOKEN = "let-the-test-in";
  private static final Principal ADMINISTRATOR = new Principal("Tester", Role.ADMINISTRATOR);

  @Override
  public boolean firstStart() {
    return false;
  }

  @Override
  public Outcome<Principal> createUser(String name, char[] password, Role role) {
    return Outcome.Refused.because("user.fixed", "The users of this test are fixed.");
  }

  @Override
  public Optional<Principal> signIn(String name, char[] password) {
    return Optional.empty();
  }

  @Override
  public List<Principal> users() {
    return List.of(ADMINISTRATOR);
  }

  @Override
  public String createSignInToken(Role role) {
    return TOKEN;
  }

  @Override
  public Optional<Principal> redeem(String token) {
    return token.equals(TOKEN) ? Optional.of(ADMINISTRATOR) : Optional.empty();
  }

  @Override
  public String createBearerToken(String name, Role role) {
    return TOKEN;
  }

  @Override
  public Optional<Principal> bearer(String token) {
    return redeem(token);
  }
}
