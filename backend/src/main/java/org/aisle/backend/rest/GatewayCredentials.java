package org.aisle.backend.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a gateway in by the name and password of its device (RFC 7617), the same as over MQTT. */
final class GatewayCredentials extends OncePerRequestFilter {

  static final String AUTHORITY = "GATEWAY";

  private static final String SCHEME = "basic ";
  private static final int LONGEST = 1_000;

  private record Pair(DeviceRef device, byte[] password) {}

  private final DeviceDirectory directory;

  GatewayCredentials(DeviceDirectory directory) {
    this.directory = directory;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Pair> pair = pair(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (pair.isPresent()) {
      try {
        if (directory.authenticate(pair.get().device(), pair.get().password())) {
          SecurityContext context = SecurityContextHolder.createEmptyContext();
          context.setAuthentication(
              new UsernamePasswordAuthenticationToken(
                  pair.get().device(), null, List.of(new SimpleGrantedAuthority(AUTHORITY))));
          SecurityContextHolder.setContext(context);
        }
      } catch (DirectoryUnavailableException e) {
        ProblemDocuments.write(
            response,
            HttpStatus.SERVICE_UNAVAILABLE,
            "database.away",
            "The database does not answer: try again in a moment.");
        return;
      }
    }
    chain.doFilter(request, response);
  }

  /** What a gateway is told whose credentials do not hold. */
  static void refuse(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"aisle\", charset=\"UTF-8\"");
    ProblemDocuments.write(
        response,
        HttpStatus.UNAUTHORIZED,
        "gateway.credentials-void",
        "These are not the credentials of an enabled gateway, or not any more: enable it on the page Gateways, or make a new token there and start the gateway with --enrol.");
  }

  private static Optional<Pair> pair(@Nullable String header) {
    if (header == null
        || header.length() > LONGEST
        || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    String decoded;
    try {
      decoded =
          new String(
              Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = decoded.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : DeviceRef.parse(decoded.substring(0, colon))
            .map(
                device ->
                    new Pair(
                        device, decoded.substring(colon + 1).getBytes(StandardCharsets.UTF_8)));
  }
}
