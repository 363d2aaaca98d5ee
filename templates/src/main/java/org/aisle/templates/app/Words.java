package org.aisle.templates.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the constants of an enum are spelled in files: {@code AT_LEAST} as {@code atLeast}. */
final class Words {

  private Words() {}

  static <E extends Enum<E>> Map<String, E> of(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(camel(value.name()), value);
    }
    return words;
  }

  static String of(Enum<?> value) {
    return camel(value.name());
  }

  static @Nullable String orNull(@Nullable Enum<?> value) {
    return value == null ? null : of(value);
  }

  private static String camel(String name) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        word.append(i > 0 && name.charAt(i - 1) == '_' ? c : Character.toLowerCase(c));
      }
    }
    return word.toString();
  }
}
