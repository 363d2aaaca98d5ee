package org.aisle.templates.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.aisle.templates.source.Spelling;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/**
 * An object of a YAML file that is read key by key. Whatever is missing or malformed is reported,
 * and something harmless is returned instead, so that reading goes on.
 */
final class Section {

  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final int LONGEST_TEXT = 10_000;

  private final String file;
  private final Mapping mapping;
  private final Faults faults;
  private final SortedSet<String> known = new TreeSet<>();

  Section(String file, Mapping mapping, Faults faults) {
    this.file = file;
    this.mapping = mapping;
    this.faults = faults;
  }

  String file() {
    return file;
  }

  boolean has(String key) {
    known.add(key);
    return mapping.get(key) != null
        && !(mapping.get(key) instanceof Scalar s && s.kind() == Kind.NOTHING);
  }

  /** Reports a fault of the value of {@code key}. */
  void fault(String key, String code, String sentence) {
    SourceNode value = mapping.get(key);
    Spot spot = value instanceof Scalar ? value.spot() : mapping.spotOf(key);
    faults.add(file, spot, code, sentence);
  }

  /** Reports that the value of {@code key} does not fit what the app has. */
  void misfit(String key, String code, String sentence) {
    SourceNode value = mapping.get(key);
    Spot spot = value instanceof Scalar ? value.spot() : mapping.spotOf(key);
    faults.misfit(file, spot, code, sentence);
  }

  String text(String key) {
    if (!has(key)) {
      missing(key);
      return "";
    }
    String text = optionalText(key);
    return text == null ? "" : text;
  }

  @Nullable String optionalText(String key) {
    if (!has(key)) {
      return null;
    }
    if (!(mapping.get(key) instanceof Scalar s)) {
      wrong(key, "a text");
      return null;
    }
    if (s.text().isBlank() || s.text().length() > LONGEST_TEXT) {
      fault(key, "app.text-length", "\"%s\" has 1 to 10,000 characters.".formatted(key));
      return null;
    }
    return s.text().strip();
  }

  @Nullable Double optionalNumber(String key) {
    if (!has(key)) {
      return null;
    }
    Double number = mapping.get(key) instanceof Scalar s ? number(s) : null;
    if (number == null) {
      wrong(key, "a finite number");
    }
    return number;
  }

  double number(String key, double least, double most) {
    if (!has(key)) {
      missing(key);
      return least;
    }
    Double number = optionalNumber(key);
    if (number == null) {
      return least;
    }
    if (number < least || number > most) {
      fault(
          key,
          "app.number-range",
          "\"%s\" is a number from %s to %s.".formatted(key, plain(least), plain(most)));
      return least;
    }
    return number;
  }

  int whole(String key, int least, int most) {
    double number = number(key, least, most);
    if (number != Math.rint(number)) {
      fault(key, "app.number-whole", "\"%s\" is a whole number.".formatted(key));
    }
    return (int) number;
  }

  int whole(String key, int least, int most, int otherwise) {
    return has(key) ? whole(key, least, most) : otherwise;
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

  Optional<Duration> optionalDuration(String key) {
    String text = optionalText(key);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return Optional.of(duration);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // reported below, like a duration that is negative or too long
    }
    fault(
        key,
        "app.duration",
        "\"%s\" is a duration of at most ten years such as PT10S, PT5M, PT24H or P7D."
            .formatted(key));
    return Optional.empty();
  }

  /** A duration that must be there and must not be shorter than {@code least}. */
  Duration duration(String key, Duration least) {
    if (!has(key)) {
      missing(key);
      return least;
    }
    Optional<Duration> duration = optionalDuration(key);
    if (duration.isPresent() && duration.get().compareTo(least) < 0) {
      fault(key, "app.duration", "\"%s\" is at least %s.".formatted(key, least));
    }
    return duration.orElse(least);
  }

  /** One of the words; the first when it is none. */
  <T> T choice(String key, Map<String, T> words, @Nullable T otherwise) {
    T first = words.values().iterator().next();
    if (!has(key) && otherwise != null) {
      return otherwise;
    }
    String word = text(key);
    T chosen = words.get(word);
    if (chosen == null && !word.isEmpty()) {
      fault(
          key,
          "app.word-unknown",
          "\"%s\" is one of %s.%s"
              .formatted(
                  key, String.join(", ", words.keySet()), Spelling.hint(word, words.keySet())));
    }
    return chosen == null ? first : chosen;
  }

  /** The objects of a list; empty when it is absent. */
  List<Section> sections(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(mapping.get(key) instanceof Sequence list)) {
      wrong(key, "a list");
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (SourceNode item : list.items()) {
      if (item instanceof Mapping m) {
        sections.add(new Section(file, m, faults));
      } else {
        faults.add(
            file,
            item.spot(),
            "app.wrong-type",
            "An entry of \"%s\" is an object, not %s.".formatted(key, item.description()));
      }
    }
    return sections;
  }

  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(mapping.get(key) instanceof Sequence list)) {
      wrong(key, "a list of texts");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (SourceNode item : list.items()) {
      if (item instanceof Scalar s && s.kind() == Kind.TEXT) {
        texts.add(s.text());
      } else {
        faults.add(
            file, item.spot(), "app.wrong-type", "An entry of \"%s\" is a text.".formatted(key));
      }
    }
    return texts;
  }

  @Nullable Section section(String key) {
    if (!has(key)) {
      return null;
    }
    if (mapping.get(key) instanceof Mapping m) {
      return new Section(file, m, faults);
    }
    wrong(key, "an object");
    return null;
  }

  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (section(key) instanceof Section section) {
      for (var entry : section.mapping.entries().entrySet()) {
        if (entry.getValue() instanceof Scalar s && s.kind() != Kind.NOTHING) {
          texts.put(entry.getKey(), s.text());
        } else {
          section.wrong(entry.getKey(), "a text or number");
        }
      }
    }
    return texts;
  }

  Map<String, Double> numberMap(String key) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (section(key) instanceof Section section) {
      for (var entry : section.mapping.entries().entrySet()) {
        Double number = entry.getValue() instanceof Scalar s ? number(s) : null;
        if (number == null) {
          section.wrong(entry.getKey(), "a finite number");
        } else {
          numbers.put(entry.getKey(), number);
        }
      }
    }
    return numbers;
  }

  /** Two numbers by key, each as [a, b]. */
  Map<String, double[]> pairs(String key) {
    Map<String, double[]> pairs = new LinkedHashMap<>();
    if (section(key) instanceof Section section) {
      for (var entry : section.mapping.entries().entrySet()) {
        List<SourceNode> items =
            entry.getValue() instanceof Sequence list ? list.items() : List.of();
        Double first = items.size() == 2 && items.get(0) instanceof Scalar s ? number(s) : null;
        Double second = items.size() == 2 && items.get(1) instanceof Scalar s ? number(s) : null;
        if (first == null || second == null) {
          section.wrong(entry.getKey(), "two numbers [x, y]");
        } else {
          pairs.put(entry.getKey(), new double[] {first, second});
        }
      }
    }
    return pairs;
  }

  /** Reports a fault of one entry of the object under {@code key}. */
  void faultIn(String key, String inner, String code, String sentence) {
    if (section(key) instanceof Section section) {
      section.fault(inner, code, sentence);
    }
  }

  /** Reports that one entry of the object under {@code key} does not fit what the app has. */
  void misfitIn(String key, String inner, String code, String sentence) {
    if (section(key) instanceof Section section) {
      section.misfit(inner, code, sentence);
    }
  }

  /** Reports the keys that nobody asked for. */
  void end() {
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        faults.add(
            file,
            mapping.spotOf(key),
            "app.key-unknown",
            "There is no key \"%s\" here; there are %s.%s"
                .formatted(key, String.join(", ", known), Spelling.hint(key, known)));
      }
    }
  }

  /** Positions as [latitude, longitude]; null, and reported, when one of them is malformed. */
  @Nullable List<GeoPosition> positions(String key) {
    if (!(mapping.get(key) instanceof Sequence list)) {
      wrong(key, "a list of positions [latitude, longitude]");
      return null;
    }
    List<GeoPosition> positions = new ArrayList<>();
    for (SourceNode item : list.items()) {
      List<SourceNode> pair = item instanceof Sequence s ? s.items() : List.of();
      Double lat = pair.size() == 2 && pair.get(0) instanceof Scalar s ? number(s) : null;
      Double lon = pair.size() == 2 && pair.get(1) instanceof Scalar s ? number(s) : null;
      if (lat == null || lon == null) {
        faults.add(
            file,
            item.spot(),
            "app.position",
            "A position is [latitude, longitude] in degrees: -90 to 90 and -180 to 180.");
        return null;
      }
      Optional<ShapeFault> fault = Shapes.checkPosition(lat, lon);
      if (fault.isPresent()) {
        faults.add(file, item.spot(), "app.position", fault.get().sentence());
        return null;
      }
      positions.add(new GeoPosition(lat, lon));
    }
    return positions;
  }

  private void missing(String key) {
    faults.add(file, mapping.spot(), "app.key-missing", "Add the key \"%s\".".formatted(key));
  }

  private void wrong(String key, String wanted) {
    SourceNode value = mapping.get(key);
    fault(
        key,
        "app.wrong-type",
        "\"%s\" is %s; make it %s."
            .formatted(key, value == null ? "missing" : value.description(), wanted));
  }

  private static @Nullable Double number(Scalar s) {
    if (s.kind() != Kind.WHOLE && s.kind() != Kind.DECIMAL) {
      return null;
    }
    try {
      double number = Double.parseDouble(s.text().replace("_", ""));
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
