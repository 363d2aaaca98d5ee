package org.aisle.ui.models;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names that machines read, made of what people write. */
final class ModelNames {

  private static final int LONGEST = 60;

  private ModelNames() {}

  /** {@code "Fan speed"} becomes {@code fanSpeed}; empty when nothing of it can be used. */
  static String field(@Nullable String words) {
    List<String> parts = parts(words);
    return parts.isEmpty()
        ? ""
        : shortened(
            lower(parts.getFirst())
                + parts.stream().skip(1).map(ModelNames::upper).collect(Collectors.joining()));
  }

  /** {@code "shelf sensor"} becomes {@code ShelfSensor}. */
  static String model(@Nullable String words) {
    return shortened(parts(words).stream().map(ModelNames::upper).collect(Collectors.joining()));
  }

  private static List<String> parts(@Nullable String words) {
    String plain =
        Normalizer.normalize(words == null ? "" : words, Normalizer.Form.NFD)
            .replace("ß", "ss")
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9]+", " ")
            .replaceAll("^[ 0-9]+", "")
            .strip();
    return plain.isEmpty() ? List.of() : Arrays.asList(plain.split(" "));
  }

  private static String upper(String part) {
    return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
  }

  private static String lower(String part) {
    return part.equals(part.toUpperCase(Locale.ROOT))
        ? part.toLowerCase(Locale.ROOT)
        : part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }
}
