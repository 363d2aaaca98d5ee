package org.aisle.ui.signin;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.util.stream.Stream;
import org.aisle.backend.access.Access;
import org.aisle.ui.map.MapTiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The last filter chain: everything that no earlier chain took needs a signed-in person, except the
 * sign-in page and static resources.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class UiSecurity {

  /** Static resources that hold no data. */
  private static final String[] OPEN = {
    "/aisle/**", "/aura/**", "/webjars/**", "/favicon.ico", "/error"
  };

  /**
   * Scripts and styles without data, which say themselves how long they may be kept. The usual
   * headers against keeping would win over that: browsers obey {@code Pragma}.
   */
  private static final RequestMatcher KEPT =
      new OrRequestMatcher(
          Stream.of("/aisle/**", "/aura/**", "/webjars/**", "/VAADIN/build/**", "/VAADIN/static/**")
              .<RequestMatcher>map(
                  path -> PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path))
              .toList());

  /** Flow's pages are forwarded to and closed before Spring Security would write at the end. */
  private static final ObjectPostProcessor<HeaderWriterFilter> EAGER =
      new ObjectPostProcessor<>() {
        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
          filter.setShouldWriteHeadersEagerly(true);
          return filter;
        }
      };

  /**
   * Flow's client evaluates the code the server sends, hence unsafe-eval; nothing is loaded from
   * elsewhere but map tiles, whose server is the operator's choice.
   */
  private static String policy(MapTiles tiles) {
    return "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
        + " 'unsafe-inline'; img-src 'self' data: blob:"
        + tiles.origin().map(origin -> " " + origin).orElse("")
        + "; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri"
        + " 'self'; form-action 'self'; frame-ancestors 'none'";
  }

  @Bean
  SignInProvider signInProvider(Access access) {
    return new SignInProvider(access);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 10)
  SecurityFilterChain uiChain(
      HttpSecurity http,
      Access access,
      SignInProvider provider,
      FirstPage firstPage,
      MapTiles tiles)
      throws Exception {
    http.authenticationProvider(provider)
        .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN).permitAll())
        .with(
            VaadinSecurityConfigurer.vaadin(),
            vaadin ->
                vaadin
                    .loginView(SignInView.class, "/sign-in")
                    .defaultSuccessUrl("/")
                    .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
        .headers(
            headers ->
                headers
                    .withObjectPostProcessor(EAGER)
                    .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                    .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                            new NegatedRequestMatcher(KEPT), new CacheControlHeadersWriter()))
                    .contentSecurityPolicy(csp -> csp.policyDirectives(policy(tiles)))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy("camera=(), microphone=(), geolocation=()")))
        .addFilterBefore(
            new SignInLink(access, firstPage).filter(), UsernamePasswordAuthenticationFilter.class);
    return http.build();
  }
}
