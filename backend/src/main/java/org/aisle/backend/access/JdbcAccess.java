package org.aisle.backend.access;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** People and tokens in PostgreSQL; passwords as bcrypt, which bounds them to 72 bytes. */
@Repository
class JdbcAccess implements Access {

  private static final Duration SIGN_IN_TOKEN_VALID = Duration.ofHours(24);
  private static final int LEAST_PASSWORD_CHARACTERS = 12;
  private static final int MOST_PASSWORD_BYTES = 72;
  private static final int MOST_NAME_CHARACTERS = 100;
  private static final int BCRYPT_COST = 12;
  private static final int HASHED_AT_ONCE = 4;

  private final JdbcClient jdbc;
  private final InstantSource time;
  private final SignInThrottle throttle;
  private final PasswordEncoder encoder;
  private final Semaphore hashing = new Semaphore(HASHED_AT_ONCE);
  private final String nobody;

  private record Person(Principal principal, String password) {}

  @Autowired
  JdbcAccess(JdbcClient jdbc, InstantSource time) {
    this(jdbc, time, new BCryptPasswordEncoder(BCRYPT_COST));
  }

  JdbcAccess(JdbcClient jdbc, InstantSource time, PasswordEncoder encoder) {
    this.jdbc = jdbc;
    this.time = time;
    this.encoder = encoder;
    this.nobody = Objects.requireNonNull(encoder.encode(TokenSecret.generate()));
    this.throttle = new SignInThrottle(time);
  }

  @Override
  public boolean firstStart() {
    return jdbc.sql("select 1 from aisle.person where role = 'ADMINISTRATOR' limit 1")
        .query(Integer.class)
        .optional()
        .isEmpty();
  }

  @Override
  public Outcome<Principal> createUser(String name, char[] password, Role role) {
    List<Problem> problems = new ArrayList<>();
    String clean = name.strip();
    if (clean.isEmpty()
        || clean.length() > MOST_NAME_CHARACTERS
        || clean.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          new Problem(
              "user.name-invalid", "Choose a name of 1 to 100 characters, without line breaks."));
    }
    if (password.length < LEAST_PASSWORD_CHARACTERS) {
      problems.add(
          new Problem(
              "user.password-short",
              "Choose a password of at least %d characters.".formatted(LEAST_PASSWORD_CHARACTERS)));
    }
    if (bytes(password) > MOST_PASSWORD_BYTES) {
      problems.add(
          new Problem(
              "user.password-long",
              "Choose a password of at most %d bytes.".formatted(MOST_PASSWORD_BYTES)));
    }
    if (!problems.isEmpty()) {
      return new Outcome.Refused<>(problems);
    }
    int inserted =
        jdbc.sql(
                """
                insert into aisle.person (name, key, role, password, created_at)
                values (:name, :key, :role, :password, :at) on conflict do nothing
                """)
            .param("name", clean)
            .param("key", key(clean))
            .param("role", role.name())
            .param("password", encoder.encode(CharBuffer.wrap(password)))
            .param("at", time.instant().atOffset(ZoneOffset.UTC))
            .update();
    return inserted == 1
        ? new Outcome.Done<>(new Principal(clean, role))
        : Outcome.Refused.because(
            "user.exists", "A person of that name exists already: choose another name.");
  }

  @Override
  public Optional<Principal> signIn(String name, char[] password) {
    return switch (signIn(name, password, "")) {
      case SignIn.Accepted(Principal principal) -> Optional.of(principal);
      case SignIn.Wrong wrong -> Optional.empty();
      case SignIn.Throttled throttled -> Optional.empty();
    };
  }

  @Override
  public SignIn signIn(String name, char[] password, String address) {
    String key = key(name.strip());
    Duration wait = throttle.remaining(key, address);
    if (wait.isPositive()) {
      return new SignIn.Throttled(wait);
    }
    Optional<Person> person = person(key);
    boolean possible = password.length > 0 && bytes(password) <= MOST_PASSWORD_BYTES;
    char[] compared = possible ? password : new char[] {'-'};
    boolean matches = matches(compared, person.map(Person::password).orElse(nobody));
    if (possible && matches && person.isPresent()) {
      throttle.succeeded(key, address);
      return new SignIn.Accepted(person.get().principal());
    }
    throttle.failed(key, address);
    return new SignIn.Wrong();
  }

  private boolean matches(char[] password, String stored) {
    hashing.acquireUninterruptibly();
    try {
      return encoder.matches(CharBuffer.wrap(password), stored);
    } finally {
      hashing.release();
    }
  }

  private Optional<Person> person(String key) {
    if (key.indexOf('\0') >= 0 || key.length() > MOST_NAME_CHARACTERS) {
      return Optional.empty();
    }
    return jdbc.sql("select name, role, password from aisle.person where key = :key")
        .param("key", key)
        .query(
            (row, number) ->
                new Person(
                    new Principal(row.getString("name"), Role.valueOf(row.getString("role"))),
                    row.getString("password")))
        .optional();
  }

  @Override
  public List<Principal> users() {
    return jdbc.sql("select name, role from aisle.person order by key")
        .query(
            (row, number) ->
                new Principal(row.getString("name"), Role.valueOf(row.getString("role"))))
        .list();
  }

  @Override
  public String createSignInToken(Role role) {
    String token = TokenSecret.generate();
    OffsetDateTime now = time.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql("delete from aisle.sign_in_token where expires_at <= :now").param("now", now).update();
    jdbc.sql(
            "insert into aisle.sign_in_token (hash, role, expires_at) values (:hash, :role, :expires)")
        .param("hash", TokenSecret.hash(token))
        .param("role", role.name())
        .param("expires", now.plus(SIGN_IN_TOKEN_VALID))
        .update();
    return token;
  }

  /** One statement deletes and answers, so that of two at once one finds nothing. */
  @Override
  public Optional<Principal> redeem(String token) {
    return jdbc.sql(
            "delete from aisle.sign_in_token where hash = :hash returning role, expires_at > :now as valid")
        .param("hash", TokenSecret.hash(token))
        .param("now", time.instant().atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                row.getBoolean("valid")
                    ? Optional.of(Role.valueOf(row.getString("role")))
                    : Optional.<Role>empty())
        .optional()
        .flatMap(role -> role)
        .map(role -> new Principal(role.name().toLowerCase(Locale.ROOT), role));
  }

  @Override
  public String createBearerToken(String name, Role role) {
    String token = "aisle_" + TokenSecret.generate();
    jdbc.sql(
            """
            insert into aisle.bearer_token (hash, name, role, created_at)
            values (:hash, :name, :role, :at)
            """)
        .param("hash", TokenSecret.hash(token))
        .param("name", name)
        .param("role", role.name())
        .param("at", time.instant().atOffset(ZoneOffset.UTC))
        .update();
    return token;
  }

  @Override
  public Optional<Principal> bearer(String token) {
    return jdbc.sql("select name, role from aisle.bearer_token where hash = :hash")
        .param("hash", TokenSecret.hash(token))
        .query(
            (row, number) ->
                new Principal(row.getString("name"), Role.valueOf(row.getString("role"))))
        .optional();
  }

  @Override
  public int revokeBearerTokens(String name) {
    return jdbc.sql("delete from aisle.bearer_token where name = :name")
        .param("name", name)
        .update();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int bytes(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    int length = encoded.remaining();
    java.util.Arrays.fill(encoded.array(), (byte) 0);
    return length;
  }
}
