package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.Outcome;

/**
 * An administrator who comes in with any token that equals {@link #TOKEN}, one-time tokens, and the
 * people a test makes.
 */
public final class FakeAccess implements Access {

  public static final String TOKEN = "let-the-test-in";
  private static final Principal ADMINISTRATOR = new Principal("Tester", Role.ADMINISTRATOR);

  private record Person(Principal principal, String password) {}

  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final Map<String, Role> tokens = new ConcurrentHashMap<>();
  private volatile boolean firstStart;

  /** Whether the server says that it has no account yet. */
  public void firstStart(boolean first) {
    firstStart = first;
  }

  @Override
  public boolean firstStart() {
    return firstStart;
  }

  @Override
  public Outcome<Principal> createUser(String name, char[] password, Role role) {
    Person person = new Person(new Principal(name, role), new String(password));
    if (people.putIfAbsent(name, person) != null) {
      return Outcome.Refused.because("user.exists", "Choose another name: this one is taken.");
    }
    firstStart = false;
    return new Outcome.Done<>(person.principal());
  }

  @Override
  public Optional<Principal> signIn(String name, char[] password) {
    return Optional.ofNullable(people.get(name))
        .filter(person -> person.password().equals(new String(password)))
        .map(Person::principal);
  }

  @Override
  public SignIn signIn(String name, char[] password, String address) {
    return signIn(name, password).<SignIn>map(SignIn.Accepted::new).orElseGet(SignIn.Wrong::new);
  }

  @Override
  public List<Principal> users() {
    List<Principal> all = new ArrayList<>(people.values().stream().map(Person::principal).toList());
    all.add(ADMINISTRATOR);
    return all;
  }

  @Override
  public String createSignInToken(Role role) {
    String token = UUID.randomUUID().toString();
    tokens.put(token, role);
    return token;
  }

  @Override
  public Optional<Principal> redeem(String token) {
    return token.equals(TOKEN)
        ? Optional.of(ADMINISTRATOR)
        : Optional.ofNullable(tokens.remove(token)).map(role -> new Principal("Guest", role));
  }

  @Override
  public String createBearerToken(String name, Role role) {
    return TOKEN;
  }

  @Override
  public Optional<Principal> bearer(String token) {
    return redeem(token);
  }

  @Override
  public int revokeBearerTokens(String name) {
    return 0;
  }
}
