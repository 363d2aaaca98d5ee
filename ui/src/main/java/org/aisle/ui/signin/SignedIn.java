package org.aisle.ui.signin;

import java.util.List;
import org.aisle.backend.access.Access;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person as Spring Security carries them in the session. */
final class SignedIn {

  private SignedIn() {}

  static Authentication authentication(Access.Principal principal) {
    return UsernamePasswordAuthenticationToken.authenticated(
        principal.name(),
        null,
        List.of(new SimpleGrantedAuthority("ROLE_" + principal.role().name())));
  }
}
