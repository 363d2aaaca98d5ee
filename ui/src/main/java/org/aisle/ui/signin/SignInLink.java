package org.aisle.ui.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.aisle.backend.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Signs in whoever follows {@code /sign-in?token=…}, once per token. The session's id changes, and
 * the token leaves the address bar by a redirect: to the local path {@code to}, else to the {@link
 * FirstPage}.
 */
final class SignInLink {

  private static final RequestMatcher PATH =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/sign-in");

  private final Access access;
  private final FirstPage firstPage;

  SignInLink(Access access, FirstPage firstPage) {
    this.access = access;
    this.firstPage = firstPage;
  }

  AuthenticationFilter filter() {
    AuthenticationConverter converter = request -> new Token(parameter(request, "token"));
    AuthenticationFilter filter = new AuthenticationFilter(this::redeem, converter);
    filter.setRequestMatcher(
        request -> PATH.matches(request) && request.getParameter("token") != null);
    filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
    filter.setSuccessHandler(new Redirect());
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
    return firstPage.path();
  }

  /** Whether {@code to} can only mean a page of this server. */
  static boolean isLocal(String to) {
    return to.matches("/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~:@-]+)*/?)?") && !to.contains("..");
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null || value.length() > 512 ? "" : value;
  }

  /** Answers the request; nothing of the chain comes after it. */
  private final class Redirect implements AuthenticationSuccessHandler {

    @Override
    public void onAuthenticationSuccess(
        HttpServletRequest request,
        HttpServletResponse response,
        FilterChain chain,
        Authentication who)
        throws IOException {
      onAuthenticationSuccess(request, response, who);
    }

    @Override
    public void onAuthenticationSuccess(
        HttpServletRequest request, HttpServletResponse response, Authentication who)
        throws IOException {
      new ChangeSessionIdAuthenticationStrategy().onAuthentication(who, request, response);
      response.sendRedirect(request.getContextPath() + next(request));
    }
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
