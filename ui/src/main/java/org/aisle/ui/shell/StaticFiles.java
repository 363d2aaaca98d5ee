package org.aisle.ui.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How long browsers keep scripts and styles, which hold no data: libraries, whose addresses name
 * their version, and what the page names with a hash of its content, for good; all else of our own
 * as long as the server says that it is the same.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

  private static final String RESOURCES = "classpath:/META-INF/resources";

  /** The parameter in which Flow writes the hash of a style's content. */
  private static final String HASH = "v-c";

  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private static final CacheControl ASK_FIRST = CacheControl.noCache().cachePublic();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations(RESOURCES + "/webjars/")
        .setCacheControl(FOR_GOOD);
    registry.addResourceHandler("/aisle/**").addResourceLocations(RESOURCES + "/aisle/");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new OfOurOwn()).addPathPatterns("/aisle/**");
  }

  private static final class OfOurOwn implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      CacheControl control = request.getParameter(HASH) == null ? ASK_FIRST : FOR_GOOD;
      response.setHeader(HttpHeaders.CACHE_CONTROL, control.getHeaderValue());
      return true;
    }
  }
}
