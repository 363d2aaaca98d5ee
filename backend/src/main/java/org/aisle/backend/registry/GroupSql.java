package org.aisle.backend.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQuery.Is;
import org.aisle.templates.group.GroupQuery.Relation;
import org.aisle.templates.group.Literal;

/**
 * Writes queries as conditions of SQL over {@link #FROM}; all that a query says is bound. What is
 * true for {@link GroupQuery#matches} is true for the database.
 */
final class GroupSql {

  /** To stand before a statement; {@code :app} is bound by the caller. */
  static final String WITH =
      """
      with recursive up as (
        select id as below, id, parent from aisle.organisation where app = :app
        union
        select up.below, o.id, o.parent from up
        join aisle.organisation o on o.app = :app and o.id = up.parent
      ), inside as (
        select p.id as place, up.id as organisation from aisle.place p
        join up on up.below = p.organisation where p.app = :app
      )
      """;

  static final String FROM =
      """
       from aisle.device d
      left join aisle.device_binding db
        on db.app = d.app and db.device = d.id
        and db.bound_from <= :now and (db.bound_to is null or db.bound_to > :now)
      left join aisle.place_binding pb
        on pb.app = d.app and pb.asset = db.asset
        and pb.bound_from <= :now and (pb.bound_to is null or pb.bound_to > :now)
      left join aisle.asset a on a.app = d.app and a.id = db.asset
      where d.app = :app
      """;

  private final Map<String, Object> values = new TreeMap<>();

  /** What the conditions written so far have bound. */
  Map<String, Object> values() {
    return values;
  }

  /** The query as a condition that is never null. */
  String condition(GroupQuery query) {
    return switch (query) {
      case GroupQuery.All all -> joined(all.parts(), " and ");
      case GroupQuery.Any any -> joined(any.parts(), " or ");
      case GroupQuery.Not not -> "not " + condition(not.part());
      case Is is -> comparison(is);
    };
  }

  private String joined(List<GroupQuery> parts, String by) {
    return parts.stream().map(this::condition).collect(Collectors.joining(by, "(", ")"));
  }

  private String comparison(Is is) {
    Attribute attribute = is.attribute();
    return switch (attribute.kind()) {
      case DEVICE -> never(is, "d.id");
      case NAME -> never(is, "d.name");
      case TEMPLATE -> never(is, "regexp_replace(d.template, '^.*:([^:;]+)(;.*)?$', '\\1')");
      case ENABLED -> never(is, "d.enabled::text");
      case SIMULATED -> never(is, "d.simulated::text");
      case GATEWAY -> never(is, "d.gateway::text");
      case VIA -> never(is, "d.via");
      case PLACE -> never(is, "pb.place");
      case ASSET_TYPE -> never(is, "a.type");
      case ORGANISATION ->
          "exists (select from inside i where i.place = pb.place and %s)"
              .formatted(holds(is, "i.organisation"));
      case PROPERTY ->
          never(
              is,
              """
              (select x.value from aisle.device_property x
               where x.app = d.app and x.device = d.id and x.path = %s)"""
                  .formatted(bind(attribute.path())));
      case ASSET ->
          never(
              is,
              """
              (select x.value from aisle.asset_property_history x
               where x.app = d.app and x.asset = db.asset and x.path = %s
               order by x.held_at desc limit 1)"""
                  .formatted(bind(attribute.path())));
    };
  }

  /** Never null: what a device does not have equals nothing. */
  private String never(Is is, String value) {
    return "coalesce(%s, false)".formatted(holds(is, value));
  }

  private String holds(Is is, String value) {
    if (is.relation() == Relation.KNOWN) {
      return value + " is not null";
    }
    if (is.relation() == Relation.ONE_OF) {
      return is.literals().stream()
          .map(literal -> compared(value, "=", literal))
          .collect(Collectors.joining(" or ", "(", ")"));
    }
    Literal literal = is.literals().getFirst();
    return switch (is.relation()) {
      case EQUALS -> compared(value, "=", literal);
      case BELOW, AT_MOST, ABOVE, AT_LEAST -> compared(value, is.relation().word(), literal);
      case STARTS -> "starts_with(%s, %s)".formatted(value, bind(text(literal)));
      case ENDS -> {
        String end = bind(text(literal));
        yield "right(%s, length(%s::text)) = %s".formatted(value, end, end);
      }
      case CONTAINS -> "strpos(%s, %s) > 0".formatted(value, bind(text(literal)));
      case ONE_OF, KNOWN -> "false";
    };
  }

  private String compared(String value, String sign, Literal literal) {
    return switch (literal) {
      case Literal.Text(String text) -> "%s collate \"C\" %s %s".formatted(value, sign, bind(text));
      case Literal.Flag(boolean flag) -> "%s = %s".formatted(value, bind(String.valueOf(flag)));
      case Literal.Number(double number) ->
          "case when %s ~ %s then %s::double precision %s %s end"
              .formatted(value, bind(Literal.NUMBER), value, sign, bind(number));
    };
  }

  private static String text(Literal literal) {
    return literal instanceof Literal.Text(String text) ? text : "";
  }

  private String bind(Object value) {
    String name = "q" + values.size();
    values.put(name, value);
    return ":" + name;
  }
}
