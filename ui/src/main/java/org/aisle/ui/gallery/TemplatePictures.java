package org.aisle.ui.gallery;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.aisle.backend.registry.AppGallery;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.picture.Picture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The pictures of dashboards that templates bring, for the gallery. */
@RestController
class TemplatePictures {

  static final String LIGHT = "dashboard.png";
  static final String DARK = "dashboard-dark.png";

  private final AppGallery gallery;

  TemplatePictures(AppGallery gallery) {
    this.gallery = gallery;
  }

  static Optional<Picture> find(AppTemplate template, String name) {
    return template.pictures().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Where it is found, inside the application. */
  static String path(AppTemplate template, String name) {
    return "gallery/" + template.id() + "/" + name;
  }

  @GetMapping("/gallery/{template}/{name}")
  void picture(
      @PathVariable("template") String template,
      @PathVariable("name") String name,
      ServletWebRequest request,
      HttpServletResponse response)
      throws IOException {
    Picture picture =
        name.equals(LIGHT) || name.equals(DARK)
            ? gallery.find(template).flatMap(t -> find(t, name)).orElse(null)
            : null;
    if (picture == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] content = picture.content();
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "private, no-cache");
    if (request.checkNotModified(Integer.toHexString(picture.hashCode()))) {
      return;
    }
    response.setContentType(picture.kind().mediaType());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
