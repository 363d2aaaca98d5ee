package org.aisle.backend.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** The ETag of what has no revision: a digest of everything that is shown of it. */
final class Digests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BYTES = 16;

  private Digests() {}

  /** An answer with its ETag. */
  static <T> ResponseEntity<T> tagged(T body) {
    return ResponseEntity.ok().eTag(tag(body)).body(body);
  }

  /** An answer whose ETag is that of what it shows. */
  static <T> ResponseEntity<T> tagged(T body, Object shown) {
    return ResponseEntity.ok().eTag(tag(shown)).body(body);
  }

  static String tag(Object body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
      return "\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /**
   * @param ifMatch one ETag or several, or {@code *} for whatever there is
   * @param now what would be shown now; null when there is nothing
   * @throws RefusedRequest 412 unless it is what the client has read
   */
  static void check(String ifMatch, @Nullable Object now) {
    String tag = now == null ? null : tag(now);
    boolean matches =
        tag != null
            && Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(read -> read.equals("*") || read.equals(tag));
    if (!matches) {
      throw new RefusedRequest(
          HttpStatus.PRECONDITION_FAILED,
          "if-match.changed",
          now == null
              ? "There is none any more, so nothing was changed: leave If-Match out to create it."
              : "It was changed after you read it, so nothing was changed. Read it again and send its ETag as If-Match.");
    }
  }
}
