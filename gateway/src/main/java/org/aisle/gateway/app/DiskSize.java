package org.aisle.gateway.app;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500MiB}, {@code 10GiB}. */
final class DiskSize {

  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,5}) ?(KIB|MIB|GIB|TIB)");

  private DiskSize() {}

  /** The bytes that the text names; empty when it names none. */
  static OptionalLong parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int shift =
        switch (matcher.group(2)) {
          case "KIB" -> 10;
          case "MIB" -> 20;
          case "GIB" -> 30;
          default -> 40;
        };
    return OptionalLong.of(Long.parseLong(matcher.group(1)) << shift);
  }
}
