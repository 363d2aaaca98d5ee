package org.aisle.ui.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureReader;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * An app's pictures, for whoever may see the app. A browser that opens one by itself runs and loads
 * nothing, whatever the picture says.
 */
@RestController
class PictureResource {

  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final Apps apps;
  private final AppPictures pictures;

  PictureResource(Apps apps, AppPictures pictures) {
    this.apps = apps;
    this.pictures = pictures;
  }

  /** Where the picture is found, inside the application. */
  static String path(AppId app, String name) {
    return "app/" + app.value() + "/images/" + name;
  }

  @GetMapping("/app/{app}/images/{name}")
  void picture(
      @PathVariable("app") String app,
      @PathVariable("name") String name,
      ServletWebRequest request,
      HttpServletResponse response)
      throws IOException {
    Picture picture =
        AppId.isValid(app) && PictureReader.NAME.matcher(name).matches()
            ? apps.find(new AppId(app)).flatMap(a -> pictures.find(a.id(), name)).orElse(null)
            : null;
    if (picture == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] content = picture.content();
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "private, no-cache");
    if (request.checkNotModified(tag(content))) {
      return;
    }
    response.setContentType(picture.kind().mediaType());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  private static String tag(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
