package org.aisle.templates.condition;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.aisle.templates.condition.TextSpots.TextSpot;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.source.Spelling;

/** Says what is wrong with a condition and what to do about it. */
final class Sentences {

  private static final int SHOWN_NAMES = 8;
  private static final int SHOWN_CHARACTERS = 20;

  /** What CEL's checker says of an operator or function that gets the wrong kinds of values. */
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'.*");

  private static final Pattern WORD = Pattern.compile("\\w+|[^\\w\\s]+");

  private static final Map<String, String> SLIPS =
      Map.of(
          "=", "Write == to compare.",
          "&", "Write && for and.",
          "and", "Write && for and.",
          "|", "Write || for or.",
          "or", "Write || for or.",
          "not", "Write ! for not.",
          "<>", "Write != for unequal.",
          ",", "Write numbers with a decimal point: 4.5.",
          "°", "Write numbers without their unit.");

  private static final Map<String, String> REFUSED_FUNCTIONS =
      Map.of(
          "has", "Write known(x) to ask whether there is a value.",
          "matches",
              "Regular expressions are not supported; use startsWith, endsWith or contains.");

  private static final List<String> LOOPS =
      List.of("all", "exists", "exists_one", "existsOne", "map", "filter");

  /** What CEL has besides and conditions have not. */
  private static final List<String> OTHER_FUNCTIONS =
      List.of(
          "_[_]",
          "int",
          "uint",
          "double",
          "string",
          "bytes",
          "bool",
          "type",
          "dyn",
          "timestamp",
          "duration");

  static final String BRACES = "Braces are not supported; use names, numbers and texts in quotes.";

  private Sentences() {}

  static ConditionFault tooLarge() {
    return TextSpot.START.fault(
        "condition.too-large",
        String.format(
            Locale.ROOT,
            "A condition may have %,d characters, %d parts and be nested %d deep. Say it more"
                + " simply, or make a derived field of a part of it.",
            Grammar.MAX_CHARACTERS,
            Survey.MAX_PARTS,
            Survey.MAX_DEPTH));
  }

  static ConditionFault braces() {
    return TextSpot.START.fault("condition.not-supported", BRACES);
  }

  static ConditionFault nameUnknown(String name, Vocabulary vocabulary, TextSpot spot) {
    List<String> names = vocabulary.names().stream().map(Name::name).toList();
    return spot.fault(
        "condition.name-unknown",
        "There is no field or property %s.%s".formatted(shortened(name), guess(name, names)));
  }

  private static String guess(String name, List<String> names) {
    Optional<String> part =
        names.stream().filter(n -> n.startsWith(name + ".") || n.endsWith("." + name)).findFirst();
    if (part.isPresent()) {
      return " Did you mean " + part.get() + "?";
    }
    String hint = Spelling.hint(name, names);
    if (!hint.isEmpty() || names.isEmpty()) {
      return hint;
    }
    return " There is: " + listed(names);
  }

  static ConditionFault optionUnknown(
      String name, String value, List<String> options, TextSpot spot) {
    return spot.fault(
        "condition.option-unknown",
        "%s is never \"%s\"; it is one of %s%s"
            .formatted(name, shortened(value), listed(options), Spelling.hint(value, options)));
  }

  private static String listed(List<String> words) {
    return words.stream()
        .limit(SHOWN_NAMES)
        .collect(Collectors.joining(", ", "", words.size() > SHOWN_NAMES ? "…" : "."));
  }

  static ConditionFault functionUnknown(String function, TextSpot spot) {
    String refused = REFUSED_FUNCTIONS.get(function);
    if (refused != null) {
      return spot.fault("condition.not-supported", refused);
    }
    if (LOOPS.contains(function)) {
      return spot.fault(
          "condition.not-supported", "Loops are not supported; compare names one by one.");
    }
    if (OTHER_FUNCTIONS.contains(function)) {
      return spot.fault(
          "condition.not-supported",
          "%s is not supported in conditions; the functions are %s."
              .formatted(
                  function.equals("_[_]") ? "An index" : function,
                  String.join(", ", Grammar.functions())));
    }
    return spot.fault(
        "condition.name-unknown",
        "There is no function %s.%s"
            .formatted(shortened(function), Spelling.hint(function, Grammar.functions())));
  }

  static ConditionFault result(Kind wanted, Kind found) {
    String sentence =
        switch (wanted) {
          case FLAG ->
              "This gives %s, but a yes/no is needed here: compare it with something."
                  .formatted(words(found));
          case NUMBER -> "This gives %s, but a number is needed here.".formatted(words(found));
          case TEXT -> "This gives %s, but a text is needed here.".formatted(words(found));
        };
    return TextSpot.START.fault("condition.type", sentence);
  }

  /** Of the first thing that CEL's parser could not read. */
  static ConditionFault syntax(String text, CelIssue issue) {
    TextSpot spot = TextSpot.of(issue.getSourceLocation());
    String message = issue.getMessage();
    if (message.contains("recursion limit") || message.contains("size exceeds")) {
      return tooLarge();
    }
    if (message.startsWith("unsupported syntax")) {
      return spot.fault(
          "condition.not-supported", "Optional values are not supported; write known(x).");
    }
    if (message.startsWith("For input string")) {
      return spot.fault("condition.not-supported", "Write so large a number as 1.0e20.");
    }
    return spot.fault("condition.syntax", unreadable(rest(text, spot), before(text, spot)));
  }

  private static String unreadable(String rest, String before) {
    if (rest.isBlank()) {
      return before.isBlank()
          ? "There is no condition yet: say for instance temperature > 8."
          : "The condition ends too early: a value or a closing bracket is missing at its end.";
    }
    if (rest.startsWith("\"") || rest.startsWith("'")) {
      return "Close the text with the quote that it begins with, or remove the quote.";
    }
    if (rest.startsWith(")") || rest.startsWith("]")) {
      return "Here %s comes too early, or nothing opened it.".formatted(rest.charAt(0));
    }
    Matcher word = WORD.matcher(rest);
    String found = word.find() ? word.group() : rest;
    String slip = SLIPS.get(found.toLowerCase(Locale.ROOT));
    if (slip == null && before.endsWith("<") && found.startsWith(">")) {
      slip = SLIPS.get("<>");
    }
    if (slip == null && before.stripTrailing().toLowerCase(Locale.ROOT).endsWith("not")) {
      slip = SLIPS.get("not");
    }
    return slip != null
        ? slip
        : "The condition can't be read from %s on; check what stands just before it."
            .formatted(shortened(found));
  }

  private static String rest(String text, TextSpot spot) {
    String line = line(text, spot);
    int column = Math.min(line.length(), spot.column() - 1);
    return line.substring(column);
  }

  private static String before(String text, TextSpot spot) {
    String[] lines = text.split("\n", -1);
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < spot.line() - 1 && i < lines.length; i++) {
      before.append(lines[i]).append('\n');
    }
    String line = line(text, spot);
    return before.append(line, 0, Math.min(line.length(), spot.column() - 1)).toString();
  }

  private static String line(String text, TextSpot spot) {
    String[] lines = text.split("\n", -1);
    return spot.line() <= lines.length ? lines[spot.line() - 1] : "";
  }

  /** Empty for what only follows from another fault. */
  static Optional<ConditionFault> type(CelIssue issue, TextSpot spot) {
    Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
    if (!overload.matches()) {
      return Optional.of(
          spot.fault(
              "condition.type",
              "This does not fit together: %s.".formatted(shortened(issue.getMessage(), 200))));
    }
    String function = overload.group(1);
    String given = overload.group(2);
    if (given.contains("*error*")) {
      return Optional.empty();
    }
    String hint =
        isComparison(function) && given.contains("string") && given.contains("double")
            ? " Write numbers without quotes and texts in quotes."
            : "";
    return Optional.of(
        spot.fault(
            "condition.type",
            "%s needs %s, but here it gets %s.%s"
                .formatted(symbol(function), Grammar.needs(function), given(given), hint)));
  }

  private static boolean isComparison(String function) {
    return List.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_", Grammar.IN).contains(function);
  }

  private static String symbol(String function) {
    return function.equals(Grammar.CHOOSE) ? "? :" : function.replaceAll("[_@]", "");
  }

  private static String given(String types) {
    String words =
        types
            .replaceAll("[().]+", " ")
            .strip()
            .replaceAll(",? +", ",")
            .replace("list,double", "a list of numbers")
            .replace("list,string", "a list of texts")
            .replace("double", words(Kind.NUMBER))
            .replace("string", words(Kind.TEXT))
            .replace("bool", words(Kind.FLAG));
    return words.isEmpty() ? "nothing" : words.replace(",", " and ");
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case NUMBER -> "a number";
      case FLAG -> "a yes/no";
      case TEXT -> "a text";
    };
  }

  private static String shortened(String text) {
    return shortened(text, SHOWN_CHARACTERS * 2);
  }

  private static String shortened(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters) + "…";
  }
}
