package org.aisle.backend.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses changes under a condition that would not be heeded: it would be lost silently. */
@Component
class UnheededConditions implements HandlerInterceptor, WebMvcConfigurer {

  private static final Set<String> CHANGES = Set.of("PUT", "PATCH", "POST", "DELETE");

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && CHANGES.contains(request.getMethod())) {
      for (String condition : Set.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH)) {
        if (request.getHeader(condition) != null && !heeds(method, condition)) {
          throw RefusedRequest.badRequest(
              "condition.unsupported",
              "This request does not heed %s, so nothing was changed: leave it out."
                  .formatted(condition));
        }
      }
    }
    return true;
  }

  private static boolean heeds(HandlerMethod method, String condition) {
    return Arrays.stream(method.getMethodParameters())
        .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
        .anyMatch(header -> header != null && header.name().equalsIgnoreCase(condition));
  }
}
