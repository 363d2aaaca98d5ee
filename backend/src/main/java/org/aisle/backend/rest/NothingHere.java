package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Answers for every request below {@code /api} that nobody else answers for, so that it does not
 * fall through to a web page.
 */
@Hidden
@RestController
class NothingHere {

  static final String SENTENCE = "There is nothing at this path: see /api/v1/openapi.json.";

  private static final String EVERYTHING = "/api/**";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  NothingHere(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @RequestMapping(EVERYTHING)
  void nothing(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
    Set<String> others = methods(PathContainer.parsePath(request.getRequestURI()));
    if (others.isEmpty()) {
      throw RefusedRequest.notFound("path.unknown", SENTENCE);
    }
    throw new HttpRequestMethodNotSupportedException(request.getMethod(), others);
  }

  private Set<String> methods(PathContainer path) {
    Set<String> methods = new TreeSet<>();
    mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .filter(
            info ->
                Objects.requireNonNullElse(
                        info.getPathPatternsCondition() == null
                            ? null
                            : info.getPathPatternsCondition().getPatterns(),
                        Set.<PathPattern>of())
                    .stream()
                    .anyMatch(p -> !p.getPatternString().equals(EVERYTHING) && p.matches(path)))
        .flatMap(info -> info.getMethodsCondition().getMethods().stream())
        .map(Enum::name)
        .forEach(methods::add);
    return methods;
  }
}
