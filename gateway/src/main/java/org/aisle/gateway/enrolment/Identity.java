package org.aisle.gateway.enrolment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.identity.DeviceRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who this gateway is to its server, as it was told when it joined.
 *
 * @param token the digest of the token that it joined with, so that it is not used again
 */
public record Identity(DeviceRef gateway, String password, String token) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a folder holds of it. */
  public sealed interface Kept {
    record Known(Identity identity) implements Kept {}

    record None() implements Kept {}

    /** A sentence says what is wrong. */
    record Damaged(String sentence) implements Kept {}
  }

  /** Whether it was got with that token. */
  public boolean cameWith(String used) {
    return token.equals(digest(used));
  }

  static String digest(String token) {
    return DirectoryFormat.digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static KeptFile file(Path folder) {
    return new KeptFile(folder.resolve("identity"));
  }

  public static Kept read(Path folder) {
    return switch (file(folder).read()) {
      case KeptFile.Content.Missing missing -> new Kept.None();
      case KeptFile.Content.Damaged(String sentence) -> new Kept.Damaged(sentence);
      case KeptFile.Content.Whole(byte[] bytes) ->
          parse(bytes)
              .<Kept>map(Kept.Known::new)
              .orElseGet(
                  () ->
                      new Kept.Damaged(
                          folder.resolve("identity") + " was written by another release."));
    };
  }

  private static Optional<Identity> parse(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      String password = root.path("password").asString("");
      return password.isEmpty()
          ? Optional.empty()
          : DeviceRef.parse(root.path("gateway").asString(""))
              .map(ref -> new Identity(ref, password, root.path("token").asString("")));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  void write(Path folder) throws IOException {
    file(folder)
        .write(
            JSON.writeValueAsBytes(
                JSON.createObjectNode()
                    .put("gateway", gateway.username())
                    .put("password", password)
                    .put("token", token)));
  }

  @Override
  public String toString() {
    return "Identity[" + gateway + "]";
  }
}
