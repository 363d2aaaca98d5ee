package org.aisle.ui.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.aisle.backend.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Signs in whoever follows {@code /sign-in?token=…}, once per token. The session's id changes, and
 * the token leaves the address bar by a redirect: to the local path {@code to}, else to where the
 * server's first steps are.
 */
final class SignInLink {

  private static final RequestMatcher PATH =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/sign-in");

  private final Access access;

  SignInLink(Access access) {
    this.access = access;
  }

  AuthenticationFilter filter() {
    AuthenticationConverter converter = request -> new Token(parameter(request, "token"));
    AuthenticationFilter filter = new AuthenticationFilter(this::redeem, converter);
    filter.setRequestMatcher(
        request -> PATH.matches(request) && request.getParameter("token") != null);
    filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
    filter.setSuccessHandler(
        (request, response, who) -> {
          new ChangeSessionIdAuthenticationStrategy().onAuthentication(who, request, response);
          response.sendRedirect(request.getContextPath() + next(request));
        });
    filter.setFailureHandler(
        (request, response, refused) ->
            response.sendRedirect(request.getContextPath() + "/sign-in?link=used"));
    return filter;
  }

  private Authentication redeem(Authentication token) {
    String text = token instanceof Token t ? t.text : "";
    return access
        .redeem(text)
        .map(SignedIn::authentication)
        .orElseThrow(() -> new BadCredentialsException("The link was used or is too old."));
  }

  private String next(HttpServletRequest request) {
    String to = parameter(request, "to");
    if (isLocal(to)) {
      return to;
    }
    return access.firstStart() ? "/welcome" : "/";
  }

  /** Whether {@code to} can only mean a page of this server. */
  static boolean isLocal(String to) {
    return to.matches("/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~:@-]+)*/?)?") && !to.contains("..");
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null || value.length() > 512 ? "" : value;
  }

  private static final class Token
      extends org.springframework.security.authentication.AbstractAuthenticationToken {
    private final transient String text;

    Token(String text) {
      super(java.util.List.of());
      this.text = text;
    }

    @Override
    public @Nullable Object getCredentials() {
      return null;
    }

    @Override
    public Object getPrincipal() {
      return "sign-in link";
    }
  }
}
