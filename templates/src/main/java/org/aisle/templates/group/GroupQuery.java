package org.aisle.templates.group;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which devices are meant, as docs/groups.md describes it. What a device does not have equals
 * nothing: a comparison with it is false, and {@code !=} is true.
 */
public sealed interface GroupQuery {

  record All(List<GroupQuery> parts) implements GroupQuery {
    public All {
      parts = List.copyOf(parts);
    }
  }

  record Any(List<GroupQuery> parts) implements GroupQuery {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(GroupQuery part) implements GroupQuery {}

  /**
   * @param literals one, or several with {@link Relation#ONE_OF}, or none with {@link
   *     Relation#KNOWN}
   */
  record Is(Attribute attribute, Relation relation, List<Literal> literals) implements GroupQuery {
    public Is {
      literals = List.copyOf(literals);
    }
  }

  /** How a value is compared. */
  enum Relation {
    EQUALS("=="),
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">="),
    ONE_OF("in"),
    STARTS("startsWith"),
    ENDS("endsWith"),
    CONTAINS("contains"),
    KNOWN("known");

    private static final Set<Relation> PARTS = EnumSet.of(STARTS, ENDS, CONTAINS);

    private final String word;

    Relation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** That property has that value. */
  static GroupQuery has(String property, String value) {
    return new Is(Attribute.property(property), Relation.EQUALS, List.of(new Literal.Text(value)));
  }

  /**
   * @param values of an attribute: none where the device has none, several of an organisation
   */
  default boolean matches(Function<Attribute, ? extends Collection<String>> values) {
    return switch (this) {
      case All all -> all.parts().stream().allMatch(part -> part.matches(values));
      case Any any -> any.parts().stream().anyMatch(part -> part.matches(values));
      case Not not -> !not.part().matches(values);
      case Is is ->
          values.apply(is.attribute()).stream()
              .anyMatch(value -> holds(is.relation(), value, is.literals()));
    };
  }

  private static boolean holds(Relation relation, String value, List<Literal> literals) {
    if (relation == Relation.KNOWN) {
      return true;
    }
    if (relation == Relation.ONE_OF) {
      return literals.stream().anyMatch(literal -> literal.equalTo(value));
    }
    Literal literal = literals.getFirst();
    return switch (relation) {
      case EQUALS -> literal.equalTo(value);
      case BELOW -> literal.compared(value).stream().anyMatch(order -> order < 0);
      case AT_MOST -> literal.compared(value).stream().anyMatch(order -> order <= 0);
      case ABOVE -> literal.compared(value).stream().anyMatch(order -> order > 0);
      case AT_LEAST -> literal.compared(value).stream().anyMatch(order -> order >= 0);
      case STARTS -> literal instanceof Literal.Text t && value.startsWith(t.text());
      case ENDS -> literal instanceof Literal.Text t && value.endsWith(t.text());
      case CONTAINS -> literal instanceof Literal.Text t && value.contains(t.text());
      case ONE_OF, KNOWN -> false;
    };
  }

  /** All that it asks for, in the order of its text. */
  default Stream<Is> comparisons() {
    return switch (this) {
      case All all -> all.parts().stream().flatMap(GroupQuery::comparisons);
      case Any any -> any.parts().stream().flatMap(GroupQuery::comparisons);
      case Not not -> not.part().comparisons();
      case Is is -> Stream.of(is);
    };
  }

  /**
   * Whether it names that: a property after its attribute, anything else as what the attribute is
   * compared with. The beginning or a part of a name names nothing.
   */
  default boolean names(Attribute.Kind kind, String name) {
    return comparisons()
        .filter(is -> is.attribute().kind() == kind)
        .anyMatch(
            is ->
                kind.hasPath()
                    ? is.attribute().path().equals(name)
                    : !Relation.PARTS.contains(is.relation())
                        && is.literals().contains(new Literal.Text(name)));
  }

  /** What {@link GroupQueryReader} reads as this. */
  default String text() {
    return switch (this) {
      case All all -> joined(all.parts(), " && ");
      case Any any -> joined(any.parts(), " || ");
      case Not(Is(Attribute a, Relation r, List<Literal> l)) when r == Relation.EQUALS ->
          a.text() + " != " + l.getFirst().written();
      case Not(Is is) -> "!(" + written(is) + ")";
      case Not not -> "!" + nested(not.part());
      case Is is -> written(is);
    };
  }

  private static String joined(List<GroupQuery> parts, String by) {
    return parts.stream().map(GroupQuery::nested).collect(Collectors.joining(by));
  }

  private static String nested(GroupQuery part) {
    return switch (part) {
      case Is is -> part.text();
      case Not not -> part.text();
      case All all -> "(" + part.text() + ")";
      case Any any -> "(" + part.text() + ")";
    };
  }

  private static String written(Is is) {
    String attribute = is.attribute().text();
    return switch (is.relation()) {
      case KNOWN -> "known(" + attribute + ")";
      case STARTS, ENDS, CONTAINS ->
          "%s.%s(%s)"
              .formatted(attribute, is.relation().word(), is.literals().getFirst().written());
      case ONE_OF ->
          is.literals().stream()
              .map(Literal::written)
              .collect(Collectors.joining(", ", attribute + " in [", "]"));
      case EQUALS, BELOW, AT_MOST, ABOVE, AT_LEAST ->
          attribute + " " + is.relation().word() + " " + is.literals().getFirst().written();
    };
  }
}
