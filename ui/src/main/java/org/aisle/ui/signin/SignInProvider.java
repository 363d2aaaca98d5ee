package org.aisle.ui.signin;

import org.aisle.backend.access.Access;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Checks name and password of a person, slowly for whoever guesses. */
final class SignInProvider implements AuthenticationProvider {

  private final Access access;
  private final SignInThrottle throttle;

  SignInProvider(Access access, SignInThrottle throttle) {
    this.access = access;
    this.throttle = throttle;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    Object credentials = attempt.getCredentials();
    if (credentials == null || name.isBlank() || name.length() > 200) {
      throw new BadCredentialsException("Name or password is wrong.");
    }
    if (!throttle.mayTry(name)) {
      throw new LockedException("Too many attempts; wait a minute.");
    }
    char[] password = credentials.toString().toCharArray();
    return access
        .signIn(name, password)
        .map(
            principal -> {
              throttle.succeeded(name);
              return SignedIn.authentication(principal);
            })
        .orElseThrow(
            () -> {
              throttle.failed(name);
              return new BadCredentialsException("Name or password is wrong.");
            });
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
