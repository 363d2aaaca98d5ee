package org.aisle.ui.shell;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How long browsers keep scripts and styles, which hold no data: libraries, whose addresses name
 * their version, for good; our own as long as the server says that they are the same.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

  private static final String RESOURCES = "classpath:/META-INF/resources";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations(RESOURCES + "/webjars/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/aisle/**")
        .addResourceLocations(RESOURCES + "/aisle/")
        .setCacheControl(CacheControl.noCache().cachePublic());
  }
}
