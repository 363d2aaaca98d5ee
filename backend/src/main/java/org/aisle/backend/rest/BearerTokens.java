package org.aisle.backend.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.backend.access.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request in by its bearer token (RFC 6750); a wrong token is refused, none passes on. */
final class BearerTokens extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);
  private static final String SCHEME = "bearer ";

  private final Access access;

  BearerTokens(Access access) {
    this.access = access;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Access.Principal> principal;
    try {
      principal = access.bearer(header.substring(SCHEME.length()).strip());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("A bearer token can't be checked: {}", e.getMessage());
      ProblemDocuments.write(
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "database.away",
          "The database does not answer: try again in a moment.");
      return;
    }
    if (principal.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      ProblemDocuments.write(
          response,
          HttpStatus.UNAUTHORIZED,
          "token.invalid",
          "This bearer token is not valid (any more): use another one.");
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            principal.get(), null, authorities(principal.get().role())));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  /** A role includes those below it. */
  private static List<SimpleGrantedAuthority> authorities(Access.Role role) {
    List<SimpleGrantedAuthority> all = new ArrayList<>();
    for (Access.Role each : Access.Role.values()) {
      if (each.ordinal() >= role.ordinal()) {
        all.add(new SimpleGrantedAuthority(each.name()));
      }
    }
    return all;
  }
}
