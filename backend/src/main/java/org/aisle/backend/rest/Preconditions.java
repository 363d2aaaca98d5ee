package org.aisle.backend.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which revision a request wants to replace, from its headers. */
final class Preconditions {

  private static final Pattern REVISION = Pattern.compile("\"?([1-9][0-9]{0,8})\"?");

  private Preconditions() {}

  /**
   * The revision, 0 for none, null for any.
   *
   * @throws RefusedRequest 400 for headers that say neither
   */
  static @Nullable Integer replaces(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw RefusedRequest.badRequest(
          "if-match.invalid", "Send If-Match or If-None-Match, not both.");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw RefusedRequest.badRequest(
            "if-none-match.invalid", "Send If-None-Match: * when there must be none yet.");
      }
      return 0;
    }
    if (ifMatch == null) {
      return null;
    }
    Matcher revision = REVISION.matcher(ifMatch.strip());
    if (!revision.matches()) {
      throw RefusedRequest.badRequest(
          "if-match.invalid",
          "Send the revision that you read as If-Match: \"3\"; %s is none."
              .formatted(Texts.quoted(ifMatch)));
    }
    return Integer.valueOf(revision.group(1));
  }
}
