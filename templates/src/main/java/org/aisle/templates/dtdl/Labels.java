package org.aisle.templates.dtdl;

import java.util.Locale;
import java.util.regex.Pattern;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads names, display names and descriptions. */
final class Labels {

  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*");

  private final Problems problems;

  Labels(Problems problems) {
    this.problems = problems;
  }

  /** The name of a capability, field, enum value or the like; null when it is faulty. */
  @Nullable String name(Mapping of, Limits limits) {
    if (!(of.get("name") instanceof Scalar name) || name.kind() != Kind.TEXT) {
      problems.add(
          "name-missing",
          of.spotOf("name"),
          "It has no name.",
          "Give it a \"name\": letters, digits and underscores.");
      return null;
    }
    if (name.text().length() > limits.name() || !NAME.matcher(name.text()).matches()) {
      problems.add(
          "name-invalid",
          name.spot(),
          "The name %s is not allowed.".formatted(Problems.quote(name.text())),
          "Use at most %d letters, digits and underscores, starting with a letter and not ending in"
                  .formatted(limits.name())
              + " an underscore.");
      return null;
    }
    return name.text();
  }

  Label label(Mapping of, Limits limits) {
    text(of, "comment", Limits.DESCRIPTION);
    return new Label(
        text(of, "displayName", limits.displayName()), text(of, "description", Limits.DESCRIPTION));
  }

  /** A plain or localised text; the first language's, where there are several. */
  private @Nullable String text(Mapping of, String key, int limit) {
    SourceNode value = of.get(key);
    return switch (value) {
      case null -> null;
      case Scalar s when s.kind() == Kind.TEXT -> bounded(s, key, limit);
      case Scalar s when s.kind() == Kind.NOTHING -> null;
      case Mapping languages -> localised(languages, key, limit);
      default -> {
        problems.add(
            "text-expected",
            value.spot(),
            "\"%s\" is %s.".formatted(key, value.description()),
            "Write a text, or an object of language codes to texts.");
        yield null;
      }
    };
  }

  private @Nullable String localised(Mapping languages, String key, int limit) {
    String first = null;
    for (var entry : languages.entries().entrySet()) {
      if (!LANGUAGE.matcher(entry.getKey()).matches()
          || !(entry.getValue() instanceof Scalar s)
          || s.kind() != Kind.TEXT) {
        problems.add(
            "text-expected",
            languages.spotOf(entry.getKey()),
            "%s is not a language code with a text.".formatted(Problems.quote(entry.getKey())),
            "Write for example {\"en\": \"Cooler\"}.");
        continue;
      }
      String text = bounded(s, key, limit);
      first = first == null ? text : first;
    }
    return first;
  }

  private @Nullable String bounded(Scalar text, String key, int limit) {
    if (text.text().length() > limit) {
      problems.add(
          "text-too-long",
          text.spot(),
          "\"%s\" has %d characters.".formatted(key, text.text().length()),
          "Use at most %d.".formatted(limit));
      return null;
    }
    return text.text().isBlank() ? null : text.text().strip();
  }

  /** What people read when the model has no display name: {@code doorOpenings}, Door openings. */
  static String humanised(String name) {
    String words =
        name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
            .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
            .replace('_', ' ')
            .replaceAll(" +", " ");
    StringBuilder text = new StringBuilder();
    for (String word : words.split(" ")) {
      boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
      String plain = acronym ? word : word.toLowerCase(Locale.ROOT);
      text.append(text.isEmpty() ? "" : " ").append(plain);
    }
    return text.isEmpty()
        ? name
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
