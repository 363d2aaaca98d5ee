package org.aisle.ui.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.Attribute.Kind;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.ui.groups.Condition.Test;

class ConditionTest {

  @org.junit.jupiter.api.Test
  void rows_say_the_same_as_the_text_they_come_from() {
    for (String text :
        List.of(
            "template == \"Cooler\"",
            "template != \"Cooler\" && organisation == \"north\"",
            "property.limit > 4 && property.model in [\"A\", \"B\"] && known(property.x)",
            "enabled == true && simulated != true",
            "property.site.startsWith(\"Altona \")")) {
      List<Condition> rows = Condition.rows(query(text)).orElseThrow();
      assertThat(Condition.query(rows)).as(text).contains(query(text));
    }
  }

  @org.junit.jupiter.api.Test
  void what_rows_cannot_say_stays_text() {
    for (String text :
        List.of(
            "enabled || simulated",
            "!(property.limit > 4)",
            "property.limit == \"4\"",
            "property.model in [\"a, b\"]",
            "enabled && (simulated || gateway)")) {
      assertThat(Condition.rows(query(text))).as(text).isEmpty();
    }
  }

  @org.junit.jupiter.api.Test
  void rows_without_a_value_do_not_count() {
    Condition open = new Condition(Attribute.of(Kind.TEMPLATE), Test.IS, " ");
    assertThat(Condition.query(List.of(open))).isEqualTo(Optional.empty());
    Condition number = new Condition(Attribute.property("limit"), Test.IS, "4.0");
    assertThat(Condition.query(List.of(open, number)).map(GroupQuery::text))
        .contains("property.limit == 4");
  }

  private static GroupQuery query(String text) {
    return switch (GroupQueryReader.read(text, GroupNames.ANY)) {
      case GroupQueryOutcome.Read(GroupQuery query) -> query;
      case GroupQueryOutcome.Faults(var faults) -> throw new AssertionError(faults.toString());
    };
  }
}
