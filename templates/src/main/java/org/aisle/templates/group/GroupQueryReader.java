package org.aisle.templates.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.templates.group.Attribute.Kind;
import org.aisle.templates.group.Attribute.Type;
import org.aisle.templates.group.GroupQuery.Relation;
import org.aisle.templates.group.Tokens.Token;
import org.aisle.templates.source.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries as docs/groups.md describes them, a subset of the language of conditions. Reports
 * every name and value that does not fit at once, but only the first place where the text cannot be
 * understood. Terminates on every input and lets no exception out. Thread-safe.
 */
public final class GroupQueryReader {

  static final int MAX_CHARACTERS = 2_000;
  static final int MAX_COMPARISONS = 100;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_LIST = 100;
  private static final int MAX_SHOWN = 60;
  private static final Set<String> TEXT_TESTS = Set.of("startsWith", "endsWith", "contains");

  /** The text cannot be understood from here on. */
  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient GroupFault fault;

    Lost(int at, String code, String sentence) {
      super(sentence, null, false, false);
      this.fault = new GroupFault(at + 1, code, sentence);
    }
  }

  private final GroupNames names;
  private final List<Token> tokens = new ArrayList<>();
  private final List<GroupFault> faults = new ArrayList<>();
  private int next;
  private int comparisons;

  private GroupQueryReader(GroupNames names) {
    this.names = names;
  }

  public static GroupQueryOutcome read(String text, GroupNames names) {
    return new GroupQueryReader(names).read(text);
  }

  private GroupQueryOutcome read(String text) {
    if (text.isBlank()) {
      return refused(
          0, "query-empty", "Say which devices are meant: template == \"Cooler\", for example.");
    }
    if (text.length() > MAX_CHARACTERS) {
      return refused(
          MAX_CHARACTERS,
          "query-too-large",
          "A query has at most %,d characters; make several groups.".formatted(MAX_CHARACTERS));
    }
    var unreadable = Tokens.split(text, tokens);
    if (unreadable.isPresent()) {
      return new GroupQueryOutcome.Faults(List.of(unreadable.get()));
    }
    try {
      GroupQuery query = any(0);
      if (peek().kind() != Tokens.Kind.END) {
        throw lost("Write && or || before this.");
      }
      return faults.isEmpty()
          ? new GroupQueryOutcome.Read(query)
          : new GroupQueryOutcome.Faults(faults);
    } catch (Lost lost) {
      faults.add(lost.fault);
      return new GroupQueryOutcome.Faults(faults);
    }
  }

  private static GroupQueryOutcome refused(int at, String code, String sentence) {
    return new GroupQueryOutcome.Faults(List.of(new GroupFault(at + 1, "group." + code, sentence)));
  }

  private GroupQuery any(int depth) {
    List<GroupQuery> parts = new ArrayList<>(List.of(all(depth)));
    while (takes("||")) {
      parts.add(all(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new GroupQuery.Any(parts);
  }

  private GroupQuery all(int depth) {
    List<GroupQuery> parts = new ArrayList<>(List.of(one(depth)));
    while (takes("&&")) {
      parts.add(one(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new GroupQuery.All(parts);
  }

  private GroupQuery one(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Lost(
          peek().at(),
          "group.query-too-large",
          "A query is nested at most %d deep; take brackets out.".formatted(MAX_DEPTH));
    }
    if (takes("!")) {
      return new GroupQuery.Not(one(depth + 1));
    }
    if (takes("(")) {
      GroupQuery inside = any(depth + 1);
      need(")");
      return inside;
    }
    if (++comparisons > MAX_COMPARISONS) {
      throw new Lost(
          peek().at(),
          "group.query-too-large",
          "A query has at most %d comparisons; use a list after in.".formatted(MAX_COMPARISONS));
    }
    if (peek().is("known") && tokens.get(next + 1).is("(")) {
      next += 2;
      Attribute attribute = attribute(false);
      need(")");
      return new GroupQuery.Is(attribute, Relation.KNOWN, List.of());
    }
    return comparison();
  }

  private GroupQuery comparison() {
    Token first = peek();
    Attribute attribute = attribute(true);
    Token sign = peek();
    if (takes("in")) {
      return new GroupQuery.Is(attribute, Relation.ONE_OF, list(attribute));
    }
    if (takes("!=")) {
      return new GroupQuery.Not(is(attribute, Relation.EQUALS));
    }
    if (takes(".")) {
      if (!TEXT_TESTS.contains(peek().text())) {
        throw lost("startsWith, endsWith or contains stands here.");
      }
      Relation test = relation(take().text());
      need("(");
      GroupQuery.Is is = is(attribute, test);
      if (!(is.literals().getFirst() instanceof Literal.Text)) {
        fault(sign, "value-kind", test.word() + " looks for a text; put it in quotes.");
      }
      if (attribute.kind().type() == Type.FLAG) {
        fault(sign, "value-kind", attribute.text() + " is true or false, not a text.");
      }
      need(")");
      return is;
    }
    for (Relation relation :
        List.of(
            Relation.EQUALS, Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW, Relation.ABOVE)) {
      if (takes(relation.word())) {
        GroupQuery.Is is = is(attribute, relation);
        if (relation != Relation.EQUALS && is.literals().getFirst() instanceof Literal.Flag) {
          fault(sign, "value-kind", "true and false have no order; compare with == or !=.");
        }
        return is;
      }
    }
    if (attribute.kind().type() == Type.TEXT) {
      throw new Lost(
          first.at(),
          "group.syntax",
          "Say what %s is compared with: %s == \"…\"."
              .formatted(attribute.text(), attribute.text()));
    }
    return new GroupQuery.Is(attribute, Relation.EQUALS, List.of(new Literal.Flag(true)));
  }

  private static Relation relation(String word) {
    return Arrays.stream(Relation.values())
        .filter(r -> r.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private GroupQuery.Is is(Attribute attribute, Relation relation) {
    boolean whole = relation == Relation.EQUALS;
    return new GroupQuery.Is(attribute, relation, List.of(literal(attribute, whole)));
  }

  private List<Literal> list(Attribute attribute) {
    Token open = peek();
    need("[");
    List<Literal> literals = new ArrayList<>();
    do {
      literals.add(literal(attribute, true));
    } while (takes(","));
    need("]");
    if (literals.size() > MAX_LIST) {
      throw new Lost(
          open.at(),
          "group.query-too-large",
          "A list has at most %d values; make several groups.".formatted(MAX_LIST));
    }
    return literals;
  }

  /**
   * @param whole whether it stands for a whole value, not for a part or a limit
   */
  private Literal literal(Attribute attribute, boolean whole) {
    Token token = take();
    Literal literal =
        switch (token.kind()) {
          case TEXT -> new Literal.Text(token.text());
          case NUMBER -> new Literal.Number(number(token));
          case WORD, SIGN, END -> {
            if (!token.is("true") && !token.is("false")) {
              throw new Lost(
                  token.at(),
                  "group.syntax",
                  "A value stands here: a text in quotes, a number, true or false.");
            }
            yield new Literal.Flag(token.is("true"));
          }
        };
    Type type = attribute.kind().type();
    if (type == Type.TEXT && !(literal instanceof Literal.Text)) {
      fault(token, "value-kind", attribute.text() + " is a text; put the value in quotes.");
    } else if (type == Type.FLAG && !(literal instanceof Literal.Flag)) {
      fault(token, "value-kind", attribute.text() + " is true or false.");
    } else if (whole && !attribute.kind().hasPath() && literal instanceof Literal.Text text) {
      known(token, attribute.kind(), text.text());
    }
    return literal;
  }

  private static double number(Token token) {
    double number = Double.parseDouble(token.text());
    if (Math.abs(number) > 1e15) {
      throw new Lost(token.at(), "group.value-range", "A number is from -1e15 to 1e15.");
    }
    return number + 0.0;
  }

  /**
   * @param tested whether {@code .contains} and its like may follow
   */
  private Attribute attribute(boolean tested) {
    Token first = take();
    if (first.kind() != Tokens.Kind.WORD) {
      next--;
      throw lost("The name of something to compare stands here.");
    }
    List<String> words = new ArrayList<>(List.of(first.text()));
    while (peek().is(".")
        && tokens.get(next + 1).kind() == Tokens.Kind.WORD
        && !(tested
            && TEXT_TESTS.contains(tokens.get(next + 1).text())
            && tokens.get(next + 2).is("("))) {
      next++;
      words.add(take().text());
    }
    Attribute attribute = Attribute.named(words).orElseThrow(() -> unknown(first, words));
    if (attribute.kind().hasPath()) {
      known(first, attribute.kind(), attribute.path());
    }
    return attribute;
  }

  private static Lost unknown(Token first, List<String> words) {
    List<String> all =
        Arrays.stream(Kind.values()).map(k -> k.hasPath() ? k.word() + ".NAME" : k.word()).toList();
    return new Lost(
        first.at(),
        "group.name-unknown",
        "A query knows nothing of %s. Use one of %s."
            .formatted(shortened(String.join(".", words)), String.join(", ", all)));
  }

  private void known(Token token, Kind kind, String name) {
    Set<String> all = names.of(kind).orElse(null);
    if (all == null || all.contains(name)) {
      return;
    }
    String what =
        switch (kind) {
          case TEMPLATE -> "device template";
          case PROPERTY -> "property of a device";
          case ASSET -> "property of an asset";
          case ASSET_TYPE -> "asset type";
          case PLACE -> "place";
          case ORGANISATION -> "organisation";
          case DEVICE, NAME, ENABLED, SIMULATED, GATEWAY, VIA -> kind.word();
        };
    String code =
        switch (kind) {
          case PROPERTY -> "property-unknown";
          case ASSET -> "asset-property-unknown";
          case ASSET_TYPE -> "asset-type-unknown";
          default -> kind.word() + "-unknown";
        };
    String hint = Spelling.hint(name, all);
    if (hint.isEmpty() && !all.isEmpty() && all.size() <= 20) {
      hint = " Use one of %s.".formatted(String.join(", ", new TreeSet<>(all)));
    }
    fault(token, code, "There is no %s \"%s\".%s".formatted(what, shortened(name), hint));
  }

  private void fault(Token token, String code, String sentence) {
    faults.add(new GroupFault(token.at() + 1, "group." + code, sentence));
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private boolean takes(String sign) {
    if (peek().kind() != Tokens.Kind.TEXT && peek().is(sign)) {
      next++;
      return true;
    }
    return false;
  }

  private void need(String sign) {
    if (!takes(sign)) {
      throw lost("A %s stands here.".formatted(sign));
    }
  }

  private Lost lost(String what) {
    Token token = peek();
    String found =
        token.kind() == Tokens.Kind.END
            ? "The query ends too early."
            : "\"%s\" does not fit.".formatted(shortened(token.text()));
    return new Lost(token.at(), "group.syntax", found + " " + what);
  }

  private static String shortened(@Nullable String text) {
    String all = text == null ? "" : text;
    return all.length() <= MAX_SHOWN ? all : all.substring(0, MAX_SHOWN - 1) + "…";
  }
}
