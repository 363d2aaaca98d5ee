package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Principal;
import org.aisle.backend.access.Access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Users and tokens (administrators)")
@RestController
@RequestMapping("/api/v1")
class AccessResource {

  record UserBody(String name, String role) {
    static UserBody of(Principal principal) {
      return new UserBody(principal.name(), principal.role().name().toLowerCase(Locale.ROOT));
    }
  }

  /** {@code role} is administrator, builder or operator. */
  record NewUser(@Nullable String name, @Nullable String password, @Nullable String role) {
    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  /** {@code role} is administrator, builder or operator. */
  record NewToken(@Nullable String name, @Nullable String role) {}

  /** The token is shown this once. */
  record TokenBody(String name, String role, String token) {
    @Override
    public String toString() {
      return "TokenBody[" + name + "]";
    }
  }

  private static final int MOST_NAME_CHARACTERS = 100;

  private final Access access;

  AccessResource(Access access) {
    this.access = access;
  }

  @Operation(summary = "The people who may sign in")
  @GetMapping("/users")
  List<UserBody> users() {
    return access.users().stream().map(UserBody::of).toList();
  }

  @Operation(summary = "Create a person with a password")
  @PostMapping("/users")
  @ResponseStatus(HttpStatus.CREATED)
  UserBody create(@RequestBody NewUser body) {
    Role role = role(body.role());
    return UserBody.of(
        RefusedRequest.orRefuse(
            access.createUser(
                body.name() == null ? "" : body.name(),
                body.password() == null ? new char[0] : body.password().toCharArray(),
                role)));
  }

  @Operation(summary = "Create a bearer token; it is shown this once")
  @PostMapping("/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  TokenBody token(@RequestBody NewToken body) {
    Role role = role(body.role());
    String name = body.name() == null ? "" : body.name().strip();
    if (name.isEmpty()
        || name.length() > MOST_NAME_CHARACTERS
        || name.chars().anyMatch(Character::isISOControl)) {
      throw RefusedRequest.badRequest(
          "token.name-invalid", "Name the token with 1 to 100 characters, after what uses it.");
    }
    return new TokenBody(
        name, role.name().toLowerCase(Locale.ROOT), access.createBearerToken(name, role));
  }

  @Operation(summary = "Void all bearer tokens of that name")
  @DeleteMapping("/tokens/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String name) {
    if (access.revokeBearerTokens(Texts.line(name)) == 0) {
      throw RefusedRequest.notFound(
          "token.unknown", "There is no token named %s.".formatted(Texts.quoted(name)));
    }
  }

  private static Role role(@Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(
            name ->
                List.of(Role.values()).stream()
                    .filter(r -> r.name().equalsIgnoreCase(name.strip()))
                    .findFirst())
        .orElseThrow(
            () ->
                RefusedRequest.badRequest(
                    "role.unknown", "Choose the role administrator, builder or operator."));
  }
}
