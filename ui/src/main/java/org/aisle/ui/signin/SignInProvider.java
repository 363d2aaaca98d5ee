package org.aisle.ui.signin;

import org.aisle.backend.access.Access;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks name and password of a person; {@link Access} slows down whoever guesses. */
final class SignInProvider implements AuthenticationProvider {

  private static final int LONGEST = 200;

  private final Access access;

  SignInProvider(Access access) {
    this.access = access;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    Object credentials = attempt.getCredentials();
    if (credentials == null || name.isBlank() || name.length() > LONGEST) {
      throw new BadCredentialsException("Name or password is wrong.");
    }
    String address =
        attempt.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "";
    return switch (access.signIn(name, credentials.toString().toCharArray(), address)) {
      case Access.SignIn.Accepted accepted -> SignedIn.authentication(accepted.principal());
      case Access.SignIn.Wrong wrong ->
          throw new BadCredentialsException("Name or password is wrong.");
      case Access.SignIn.Throttled throttled ->
          throw new LockedException("Too many attempts; wait " + throttled.retryAfter() + ".");
    };
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
