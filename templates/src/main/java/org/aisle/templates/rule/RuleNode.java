package org.aisle.templates.rule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * An object of a rule's text, read key by key. What is missing or malformed is reported, and
 * something harmless returned, so that reading goes on.
 */
final class RuleNode {

  /** How many faults are collected. */
  static final int MAX_FAULTS = 200;

  private final String path;
  private final Mapping mapping;
  private final List<RuleFault> faults;
  private final SortedSet<String> known = new TreeSet<>();

  RuleNode(String path, Mapping mapping, List<RuleFault> faults) {
    this.path = path;
    this.mapping = mapping;
    this.faults = faults;
  }

  boolean has(String key) {
    known.add(key);
    return mapping.get(key) != null
        && !(mapping.get(key) instanceof Scalar s && s.kind() == Kind.NOTHING);
  }

  @Nullable SourceNode value(String key) {
    return has(key) ? mapping.get(key) : null;
  }

  void fault(String key, String code, String sentence) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new RuleFault(below(key), "rule." + code, sentence));
    }
  }

  void missing(String key, String example) {
    fault(key, "key-missing", "Add \"%s\", for example %s.".formatted(key, example));
  }

  String text(String key, String example) {
    String text = optionalText(key);
    if (text == null && !has(key)) {
      missing(key, example);
    }
    return text == null ? "" : text;
  }

  /** A text; a number or truth value is taken as its literal. */
  @Nullable String optionalText(String key) {
    if (!has(key)) {
      return null;
    }
    if (mapping.get(key) instanceof Scalar s) {
      return s.text();
    }
    wrong(key, "a text");
    return null;
  }

  double number(String key, String example) {
    if (!has(key)) {
      missing(key, example);
      return 0;
    }
    Double number = number(mapping.get(key));
    if (number == null) {
      wrong(key, "a finite number");
    }
    return number == null ? 0 : number;
  }

  int whole(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Double number = number(mapping.get(key));
    if (number == null || number != Math.rint(number) || Math.abs(number) > 1e9) {
      fault(key, "number-whole", "\"%s\" is a whole number.".formatted(key));
      return otherwise;
    }
    return number.intValue();
  }

  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (mapping.get(key) instanceof Scalar s && s.kind() == Kind.FLAG) {
      return Boolean.parseBoolean(s.text());
    }
    wrong(key, "true or false");
    return otherwise;
  }

  @Nullable Duration optionalDuration(String key) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      fault(
          key,
          "duration",
          "\"%s\" is a duration such as PT30S, PT10M, PT2H or P7D.".formatted(key));
      return null;
    }
  }

  Duration duration(String key, Duration otherwise) {
    Duration duration = optionalDuration(key);
    return duration == null ? otherwise : duration;
  }

  Duration duration(String key, String example) {
    if (!has(key)) {
      missing(key, example);
    }
    return duration(key, Duration.ofHours(1));
  }

  /** A time of day; 24:00 is midnight. */
  LocalTime time(String key, LocalTime otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException e) {
      fault(key, "time", "\"%s\" is a time of day such as \"07:00\" or \"22:30\".".formatted(key));
      return otherwise;
    }
  }

  /** One of the words; {@code otherwise} when it is absent, and a fault if that is null. */
  <T> T choice(String key, Map<String, T> words, @Nullable T otherwise) {
    T first = words.values().iterator().next();
    if (!has(key)) {
      if (otherwise == null) {
        missing(key, "one of " + String.join(", ", words.keySet()));
        return first;
      }
      return otherwise;
    }
    T chosen = mapping.get(key) instanceof Scalar s ? words.get(s.text()) : null;
    if (chosen == null) {
      unknownWord(key, words);
    }
    return chosen == null ? first : chosen;
  }

  <T> List<T> choices(String key, Map<String, T> words) {
    List<T> chosen = new ArrayList<>();
    for (String word : texts(key)) {
      T value = words.get(word);
      if (value == null) {
        unknownWord(key, words);
      } else {
        chosen.add(value);
      }
    }
    return chosen;
  }

  private void unknownWord(String key, Map<String, ?> words) {
    fault(
        key,
        "word-unknown",
        "\"%s\" takes one of %s.".formatted(key, String.join(", ", words.keySet())));
  }

  @Nullable RuleNode node(String key) {
    if (!has(key)) {
      return null;
    }
    if (mapping.get(key) instanceof Mapping m) {
      return new RuleNode(below(key), m, faults);
    }
    wrong(key, "an object of keys and values");
    return null;
  }

  List<RuleNode> nodes(String key) {
    List<RuleNode> nodes = new ArrayList<>();
    int index = 0;
    for (SourceNode item : items(key, "a list of objects")) {
      String at = key + "[" + index++ + "]";
      if (item instanceof Mapping m) {
        nodes.add(new RuleNode(below(at), m, faults));
      } else {
        fault(
            at, "wrong-type", "An entry of \"%s\" is an object of keys and values.".formatted(key));
      }
    }
    return nodes;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (SourceNode item : items(key, "a list of texts")) {
      if (item instanceof Scalar s && s.kind() != Kind.NOTHING) {
        texts.add(s.text());
      } else {
        fault(
            key + "[" + index + "]", "wrong-type", "An entry of \"%s\" is a text.".formatted(key));
      }
      index++;
    }
    return texts;
  }

  /** The items of a list; none when it is absent. */
  List<SourceNode> items(String key, String wanted) {
    if (!has(key)) {
      return List.of();
    }
    if (mapping.get(key) instanceof Sequence list) {
      return list.items();
    }
    wrong(key, wanted);
    return List.of();
  }

  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    RuleNode inner = node(key);
    if (inner != null) {
      for (Map.Entry<String, SourceNode> entry : inner.mapping.entries().entrySet()) {
        if (entry.getValue() instanceof Scalar s && s.kind() != Kind.NOTHING) {
          texts.put(entry.getKey(), s.text());
        } else {
          inner.wrong(entry.getKey(), "a text or number");
        }
      }
    }
    return texts;
  }

  /** Reports the keys that nobody asked for. */
  void end() {
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        fault(
            key,
            "key-unknown",
            "There is no key \"%s\" here; there are %s."
                .formatted(shortened(key), String.join(", ", known)));
      }
    }
  }

  void wrong(String key, String wanted) {
    SourceNode value = mapping.get(key);
    fault(
        key,
        "wrong-type",
        "\"%s\" is %s; make it %s."
            .formatted(shortened(key), value == null ? "missing" : value.description(), wanted));
  }

  /** A finite number; null when it is none. */
  static @Nullable Double number(@Nullable SourceNode node) {
    if (!(node instanceof Scalar s) || s.kind() != Kind.WHOLE && s.kind() != Kind.DECIMAL) {
      return null;
    }
    try {
      double number = Double.parseDouble(s.text().replace("_", ""));
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String below(String key) {
    return path.isEmpty() ? shortened(key) : path + "." + shortened(key);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }
}
