package org.aisle.templates.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a query. */
final class Tokens {

  enum Kind {
    WORD,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  /**
   * @param text of a quoted text what it stands for, else as it is written
   * @param at from 0
   */
  record Token(Kind kind, String text, int at) {
    boolean is(String sign) {
      return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }
  }

  private static final Pattern PART =
      Pattern.compile(
          "(?<space>\\s+)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
              + "|(?<text>\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\"'\\\\])*+\"|'(?:[^'\\\\\\p{Cntrl}]|\\\\[\"'\\\\])*+')"
              + "|(?<sign>&&|\\|\\||==|!=|<=|>=|[<>!()\\[\\],.])");

  private Tokens() {}

  /** The tokens with an end, or the fault that keeps them from being told apart. */
  static Optional<GroupFault> split(String query, List<Token> into) {
    List<Token> found = new ArrayList<>();
    Matcher part = PART.matcher(query);
    int at = 0;
    while (at < query.length()) {
      part.region(at, query.length());
      if (!part.lookingAt()) {
        return Optional.of(new GroupFault(at + 1, "group.syntax", unreadable(query, at)));
      }
      if (part.group("word") != null) {
        found.add(new Token(Kind.WORD, part.group(), at));
      } else if (part.group("number") != null) {
        found.add(new Token(Kind.NUMBER, part.group(), at));
      } else if (part.group("text") != null) {
        String inside = part.group().substring(1, part.group().length() - 1);
        found.add(new Token(Kind.TEXT, inside.replaceAll("\\\\(.)", "$1"), at));
      } else if (part.group("sign") != null) {
        found.add(new Token(Kind.SIGN, part.group(), at));
      }
      at = part.end();
    }
    found.add(new Token(Kind.END, "", query.length()));
    into.addAll(found);
    return Optional.empty();
  }

  private static String unreadable(String query, int at) {
    int sign = query.codePointAt(at);
    return switch (sign) {
      case '"', '\'' ->
          "This text has no end, or it holds a line end, or a \\ that is not before a quote or another \\.";
      case '=' -> "A single = means nothing here; write == to compare.";
      case '&', '|' -> "Write && for and, || for or.";
      default ->
          "A query has no place for %s; take it out, or put texts in quotes."
              .formatted(
                  Character.isISOControl(sign)
                      ? "a control character"
                      : "\"" + Character.toString(sign) + "\"");
    };
  }
}
