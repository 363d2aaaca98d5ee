package org.aisle.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.aisle.backend.access.Access.Principal;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.access.Access.SignIn;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.RegistryServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class AccessTest {

  private static final String PASSWORD = "correct horse battery";

  private final AtomicReference<Instant> now = new AtomicReference<>(RegistryServer.NOW);
  private final JdbcClient jdbc = RegistryServer.get(JdbcClient.class);
  private final Access access =
      new JdbcAccess(jdbc, (InstantSource) now::get, new BCryptPasswordEncoder(4));

  @BeforeEach
  void empty() {
    jdbc.sql("truncate aisle.person, aisle.sign_in_token, aisle.bearer_token").update();
  }

  @Test
  void it_is_the_first_start_until_there_is_an_administrator() {
    assertThat(access.firstStart()).isTrue();
    access.createUser("Olga", PASSWORD.toCharArray(), Role.OPERATOR);
    assertThat(access.firstStart()).isTrue();
    access.createUser("Anna", PASSWORD.toCharArray(), Role.ADMINISTRATOR);
    assertThat(access.firstStart()).isFalse();
  }

  @Test
  void nobody_is_let_in_before_a_person_was_created() {
    assertThat(access.users()).isEmpty();
    assertThat(access.signIn("admin", "admin".toCharArray())).isEmpty();
    assertThat(access.signIn("", new char[0])).isEmpty();
  }

  @Test
  void a_person_signs_in_by_name_in_any_case_and_the_exact_password() {
    access.createUser("Anna", PASSWORD.toCharArray(), Role.ADMINISTRATOR);
    assertThat(access.signIn(" anna", PASSWORD.toCharArray()))
        .contains(new Principal("Anna", Role.ADMINISTRATOR));
    assertThat(access.signIn("Anna", (PASSWORD + " ").toCharArray())).isEmpty();
    assertThat(access.signIn("Anna\0", PASSWORD.toCharArray())).isEmpty();
    assertThat(access.signIn("Anna", "x".repeat(10_000).toCharArray())).isEmpty();
  }

  @Test
  void weak_requests_are_refused_with_every_reason() {
    assertThat(codes(access.createUser("a\nb", "short".toCharArray(), Role.OPERATOR)))
        .containsExactly("user.name-invalid", "user.password-short");
    assertThat(codes(access.createUser("b", "é".repeat(37).toCharArray(), Role.OPERATOR)))
        .containsExactly("user.password-long");
    access.createUser("Anna", PASSWORD.toCharArray(), Role.OPERATOR);
    assertThat(codes(access.createUser("ANNA", PASSWORD.toCharArray(), Role.OPERATOR)))
        .containsExactly("user.exists");
  }

  @Test
  void after_five_wrong_passwords_the_right_one_has_to_wait_out_the_window() {
    access.createUser("Anna", PASSWORD.toCharArray(), Role.OPERATOR);
    for (int i = 0; i < SignInThrottle.PER_NAME_AND_ADDRESS; i++) {
      assertThat(access.signIn("Anna", "wrong".toCharArray(), "10.0.0.1"))
          .isInstanceOf(SignIn.Wrong.class);
    }
    assertThat(access.signIn("Anna", PASSWORD.toCharArray(), "10.0.0.1"))
        .isEqualTo(new SignIn.Throttled(SignInThrottle.WINDOW));
    assertThat(access.signIn("Anna", PASSWORD.toCharArray(), "10.0.0.2"))
        .isInstanceOf(SignIn.Accepted.class);
    now.updateAndGet(t -> t.plus(SignInThrottle.WINDOW));
    assertThat(access.signIn("Anna", PASSWORD.toCharArray(), "10.0.0.1"))
        .isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void an_address_that_tries_many_names_has_to_wait() {
    SignInThrottle throttle = new SignInThrottle(now::get);
    for (int i = 0; i < SignInThrottle.PER_ADDRESS; i++) {
      throttle.failed("name" + i, "10.0.0.1");
    }
    assertThat(throttle.remaining("another", "10.0.0.1")).isPositive();
    assertThat(throttle.remaining("another", "10.0.0.2")).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_sign_in_token_is_redeemed_once_even_by_many_at_the_same_time() throws Exception {
    String token = access.createSignInToken(Role.ADMINISTRATOR);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Optional<Principal>>> attempts = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 16; i++) {
        attempts.add(
            threads.submit(
                () -> {
                  start.await();
                  return access.redeem(token);
                }));
      }
      start.countDown();
    }
    int redeemed = 0;
    for (Future<Optional<Principal>> attempt : attempts) {
      redeemed += attempt.get().isPresent() ? 1 : 0;
    }
    assertThat(redeemed).isEqualTo(1);
    assertThat(access.redeem(token)).isEmpty();
  }

  @Test
  void a_sign_in_token_is_void_after_a_day() {
    String token = access.createSignInToken(Role.OPERATOR);
    String other = access.createSignInToken(Role.OPERATOR);
    now.updateAndGet(t -> t.plus(Duration.ofHours(24)).minusMillis(1));
    assertThat(access.redeem(other)).contains(new Principal("operator", Role.OPERATOR));
    now.updateAndGet(t -> t.plusMillis(1));
    assertThat(access.redeem(token)).isEmpty();
  }

  @Test
  void a_bearer_token_is_known_until_it_is_revoked_and_is_stored_only_as_its_hash() {
    String token = access.createBearerToken("report job", Role.BUILDER);
    assertThat(access.bearer(token)).contains(new Principal("report job", Role.BUILDER));
    assertThat(access.bearer(token + "x")).isEmpty();
    assertThat(access.bearer("")).isEmpty();
    assertThat(
            jdbc.sql("select encode(hash, 'escape') || name from aisle.bearer_token")
                .query(String.class)
                .single())
        .doesNotContain(token);
    assertThat(access.revokeBearerTokens("report job")).isEqualTo(1);
    assertThat(access.bearer(token)).isEmpty();
  }

  private static List<String> codes(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> List.of();
      case Outcome.Refused<?>(var problems) ->
          problems.stream().map(Outcome.Problem::code).toList();
    };
  }
}
