package org.aisle.ui.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.Attribute.Type;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQuery.Is;
import org.aisle.templates.group.GroupQuery.Relation;
import org.aisle.templates.group.Literal;

/**
 * One row of the form in which a query is a list of conditions that all hold.
 *
 * @param value as somebody types it; several with commas between
 */
record Condition(Attribute attribute, Test test, String value) {

  /** How a row compares. */
  enum Test {
    IS("is", Relation.EQUALS),
    IS_NOT("is not", Relation.EQUALS),
    ONE_OF("is one of", Relation.ONE_OF),
    BELOW("is less than", Relation.BELOW),
    AT_MOST("is at most", Relation.AT_MOST),
    ABOVE("is more than", Relation.ABOVE),
    AT_LEAST("is at least", Relation.AT_LEAST),
    STARTS("starts with", Relation.STARTS),
    ENDS("ends with", Relation.ENDS),
    CONTAINS("contains", Relation.CONTAINS),
    KNOWN("has a value", Relation.KNOWN);

    private final String words;
    private final Relation relation;

    Test(String words, Relation relation) {
      this.words = words;
      this.relation = relation;
    }

    String words() {
      return words;
    }

    /** Those that make sense for an attribute. */
    static List<Test> of(Attribute attribute) {
      return attribute.kind().type() == Type.FLAG ? List.of(IS, IS_NOT) : List.of(values());
    }
  }

  /** A row that has everything it needs. */
  boolean isWhole() {
    return test == Test.KNOWN || !value.isBlank();
  }

  /** The rows as a query; empty when none is whole. */
  static Optional<GroupQuery> query(List<Condition> rows) {
    List<GroupQuery> parts =
        rows.stream().filter(Condition::isWhole).map(Condition::query).toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.size() == 1 ? parts.getFirst() : new GroupQuery.All(parts));
  }

  private GroupQuery query() {
    Is is =
        switch (test) {
          case KNOWN -> new Is(attribute, Relation.KNOWN, List.of());
          case ONE_OF ->
              new Is(
                  attribute,
                  Relation.ONE_OF,
                  Arrays.stream(value.split(","))
                      .map(String::strip)
                      .filter(one -> !one.isEmpty())
                      .map(this::literal)
                      .toList());
          case STARTS, ENDS, CONTAINS ->
              new Is(attribute, test.relation, List.of(new Literal.Text(value)));
          case IS, IS_NOT, BELOW, AT_MOST, ABOVE, AT_LEAST ->
              new Is(attribute, test.relation, List.of(literal(value.strip())));
        };
    return test == Test.IS_NOT ? new GroupQuery.Not(is) : is;
  }

  private Literal literal(String text) {
    Type type = attribute.kind().type();
    if (type != Type.TEXT && (text.equals("true") || text.equals("false"))) {
      return new Literal.Flag(text.equals("true"));
    }
    return type == Type.ANY && Literal.numeric(text).isPresent()
        ? new Literal.Number(Literal.numeric(text).getAsDouble() + 0.0)
        : new Literal.Text(text);
  }

  /** The query as rows; empty when it says more than rows can. */
  static Optional<List<Condition>> rows(GroupQuery query) {
    List<GroupQuery> parts = query instanceof GroupQuery.All all ? all.parts() : List.of(query);
    List<Condition> rows = new ArrayList<>();
    for (GroupQuery part : parts) {
      Optional<Condition> row = row(part).filter(r -> r.query().equals(part));
      if (row.isEmpty()) {
        return Optional.empty();
      }
      rows.add(row.get());
    }
    return Optional.of(rows);
  }

  private static Optional<Condition> row(GroupQuery part) {
    if (part instanceof GroupQuery.Not(Is is)) {
      return is.relation() == Relation.EQUALS
          ? Optional.of(new Condition(is.attribute(), Test.IS_NOT, shown(is)))
          : Optional.empty();
    }
    return part instanceof Is is
        ? Arrays.stream(Test.values())
            .filter(test -> test != Test.IS_NOT && test.relation == is.relation())
            .findFirst()
            .map(test -> new Condition(is.attribute(), test, shown(is)))
        : Optional.empty();
  }

  private static String shown(Is is) {
    return is.literals().stream()
        .map(literal -> literal instanceof Literal.Text(String text) ? text : literal.written())
        .collect(Collectors.joining(", "));
  }
}
