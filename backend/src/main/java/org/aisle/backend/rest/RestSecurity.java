package org.aisle.backend.rest;

import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.templates.directory.DeviceDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Who may call REST and the actuator: by bearer token only, without sessions and cookies, so that
 * there is nothing to forge across sites. Operators read and handle alerts, builders write,
 * administrators also drop apps, see metrics, and hand out tokens. Health and the OpenAPI document
 * are open.
 */
@Configuration(proxyBeanMethods = false)
class RestSecurity {

  /** Gateways come with a token in the body, or with the name and password of their device. */
  @Bean
  @Order(9)
  SecurityFilterChain gatewayChain(HttpSecurity http, DeviceDirectory directory) throws Exception {
    return http.securityMatcher("/api/v1/gateway/**")
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.POST, "/api/v1/gateway/enrolment")
                    .permitAll()
                    .anyRequest()
                    .hasAuthority(GatewayCredentials.AUTHORITY))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    (request, response, e) -> GatewayCredentials.refuse(response)))
        .addFilterBefore(new GatewayCredentials(directory), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(10)
  SecurityFilterChain restChain(HttpSecurity http, Access access) throws Exception {
    return http.securityMatcher("/api/**", "/actuator/**")
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.GET, "/actuator/health/**", "/api/v1/openapi.json")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasAuthority(Role.ADMINISTRATOR.name())
                    .requestMatchers("/api/v1/tokens/**", "/api/v1/users/**", "/api/v1/rejections")
                    .hasAuthority(Role.ADMINISTRATOR.name())
                    .requestMatchers(HttpMethod.DELETE, "/api/v1/apps/{app}")
                    .hasAuthority(Role.ADMINISTRATOR.name())
                    .requestMatchers(HttpMethod.POST, "/api/v1/apps/{app}/alerts/**")
                    .hasAuthority(Role.OPERATOR.name())
                    .requestMatchers(HttpMethod.GET, "/api/**")
                    .hasAuthority(Role.OPERATOR.name())
                    .requestMatchers(HttpMethod.HEAD, "/api/**")
                    .hasAuthority(Role.OPERATOR.name())
                    .anyRequest()
                    .hasAuthority(Role.BUILDER.name()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, e) -> {
                          response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                          ProblemDocuments.write(
                              response,
                              HttpStatus.UNAUTHORIZED,
                              "token.missing",
                              "Send a bearer token: Authorization: Bearer <token>.");
                        })
                    .accessDeniedHandler(
                        (request, response, e) ->
                            ProblemDocuments.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "role.insufficient",
                                "This token's role may not do that: use one of a higher role.")))
        .addFilterBefore(new BearerTokens(access), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
        .build();
  }

  /** Malformed paths are refused before any chain is chosen. */
  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    RequestRejectedHandler other = new HttpStatusRequestRejectedHandler();
    return (request, response, e) -> {
      if (request.getRequestURI().startsWith("/api/")) {
        ProblemDocuments.write(
            response,
            HttpStatus.BAD_REQUEST,
            "path.malformed",
            "The path holds characters that are not taken: encode or remove them.");
      } else {
        other.handle(request, response, e);
      }
    };
  }
}
