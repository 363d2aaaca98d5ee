package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Supplier;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.PictureUse;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Dashboards")
@RestController
@RequestMapping("/api/v1/apps/{app}/pictures")
class PicturesResource {

  /**
   * {@code dashboard} is its id, or null for the app's logo and for personal dashboards of others.
   */
  record UseBody(@Nullable String dashboard, String title, boolean personal) {
    static UseBody of(PictureUse use) {
      return new UseBody(use.dashboard(), use.title(), use.owner() != null);
    }
  }

  /** {@code etag} is what {@code If-Match} takes. */
  record PictureBody(String name, String mediaType, int bytes, String etag, List<UseBody> usedBy) {}

  private final AppPictures pictures;
  private final Undisturbed undisturbed;
  private final Scope scope;

  PicturesResource(AppPictures pictures, Undisturbed undisturbed, Scope scope) {
    this.pictures = pictures;
    this.undisturbed = undisturbed;
    this.scope = scope;
  }

  @Operation(summary = "The app's pictures, and which dashboards show them")
  @GetMapping
  List<PictureBody> all(@PathVariable String app, Authentication who) {
    AppId id = scope.app(app).id();
    List<PictureUse> uses = pictures.uses(id);
    return pictures.all(id).stream()
        .map(picture -> body(picture, uses, RulesResource.by(who)))
        .toList();
  }

  @Operation(summary = "One picture, as it was sent")
  @GetMapping("/{picture}")
  ResponseEntity<byte[]> one(@PathVariable String app, @PathVariable String picture) {
    AppId id = scope.app(app).id();
    Picture found = pictures.find(id, picture).orElseThrow(() -> unknown(picture));
    return ResponseEntity.ok()
        .eTag(Digests.tag(found.content()))
        .contentType(MediaType.parseMediaType(found.kind().mediaType()))
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .header("X-Content-Type-Options", "nosniff")
        .body(found.content());
  }

  @Operation(
      summary = "Store a picture for image and floor-plan tiles, or replace it",
      description =
          "The body is the file: a PNG, JPEG, WebP or SVG of at most 512 KiB that is what its name"
              + " ends in. An SVG with a script, a link or anything else that is not drawing is"
              + " refused. With the ETag as If-Match nothing is changed when it is another one by"
              + " now: then the answer is 412. With If-None-Match: * none is replaced.")
  @PutMapping(value = "/{picture}", consumes = MediaType.ALL_VALUE)
  ResponseEntity<PictureBody> put(
      @PathVariable String app,
      @PathVariable String picture,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestBody(required = false) byte @Nullable [] body,
      Authentication who) {
    AppId id = scope.app(app).id();
    if (ifNoneMatch != null) {
      Preconditions.replaces(ifMatch, ifNoneMatch);
    }
    Picture stored =
        unchanged(
            id,
            picture,
            ifMatch,
            () ->
                RefusedRequest.orRefuse(
                    pictures.put(
                        id, picture, body == null ? new byte[0] : body, ifNoneMatch == null)));
    return Digests.tagged(body(stored, pictures.uses(id), RulesResource.by(who)), stored.content());
  }

  @Operation(summary = "Remove a picture that no dashboard shows")
  @DeleteMapping("/{picture}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String picture,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    AppId id = scope.app(app).id();
    unchanged(
        id,
        picture,
        ifMatch,
        () ->
            RefusedRequest.orRefuse(
                pictures.remove(id, picture).orElseThrow(() -> unknown(picture))));
  }

  private Picture unchanged(
      AppId app, String name, @Nullable String ifMatch, Supplier<Picture> work) {
    return ifMatch == null
        ? work.get()
        : undisturbed.app(
            app,
            () -> {
              Digests.check(ifMatch, pictures.find(app, name).map(Picture::content).orElse(null));
              return work.get();
            });
  }

  private static PictureBody body(Picture picture, List<PictureUse> uses, String reader) {
    byte[] content = picture.content();
    return new PictureBody(
        picture.name(),
        picture.kind().mediaType(),
        content.length,
        Digests.tag(content),
        uses.stream()
            .filter(use -> use.picture().equals(picture.name()))
            .map(use -> UseBody.of(use.asSeenBy(reader)))
            .toList());
  }

  private static RefusedRequest unknown(String picture) {
    return RefusedRequest.notFound(
        "picture.unknown",
        "There is no picture %s: list them to see which there are."
            .formatted(Texts.quoted(picture)));
  }
}
