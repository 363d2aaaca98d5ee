package org.aisle.backend.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Constants as they are written in JSON and parameters: {@code data-again}. */
final class Words {

  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable String orNull(@Nullable Enum<?> value) {
    return value == null ? null : of(value);
  }

  /**
   * The constant that a parameter names.
   *
   * @throws RefusedRequest when it is none
   */
  static <E extends Enum<E>> E one(String parameter, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> of(e).equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedRequest.badRequest(
                    "parameter." + parameter + "-invalid",
                    "Choose %s; there is no %s."
                        .formatted(
                            Arrays.stream(type.getEnumConstants())
                                .map(Words::of)
                                .collect(Collectors.joining(", ")),
                            Texts.quoted(word))));
  }

  /** Several, separated by commas; none when nothing is given. */
  static <E extends Enum<E>> Set<E> several(
      String parameter, @Nullable String words, Class<E> type) {
    Set<E> all = EnumSet.noneOf(type);
    if (words != null && !words.isBlank()) {
      for (String word : words.split(",")) {
        all.add(one(parameter, word, type));
      }
    }
    return all;
  }
}
