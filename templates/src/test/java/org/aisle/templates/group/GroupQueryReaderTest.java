package org.aisle.templates.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GroupQueryReaderTest {

  private static final GroupNames NAMES =
      new GroupNames(
          Set.of("Cooler", "Gateway"),
          Set.of("store", "temperatureLimit", "isDemo", "contract.end"),
          Set.of("model"),
          Set.of("fridge"),
          Set.of("altona"),
          Set.of("north", "south"));

  private static final Map<String, List<String>> COOLER =
      Map.of(
          "template", List.of("Cooler"),
          "organisation", List.of("altona", "north", "northwind"),
          "place", List.of("altona"),
          "property.store", List.of("Northwind Market"),
          "property.temperatureLimit", List.of("8.50"),
          "property.isDemo", List.of("false"),
          "property.contract.end", List.of("2027-04-28"),
          "enabled", List.of("true"),
          "device", List.of("cooler-1"));

  @Test
  void a_device_is_in_the_group_when_its_query_holds() {
    assertThat(holds("template == \"Cooler\"")).isTrue();
    assertThat(holds("template == 'Gateway' || organisation == \"north\"")).isTrue();
    assertThat(holds("organisation == \"south\"")).isFalse();
    assertThat(holds("enabled && !property.isDemo")).isTrue();
    assertThat(holds("property.temperatureLimit > 8 && property.temperatureLimit <= 8.5")).isTrue();
    assertThat(holds("property.temperatureLimit == 8.5")).isTrue();
    assertThat(holds("property.temperatureLimit == \"8.5\"")).isFalse();
    assertThat(holds("property.contract.end < \"2027-05-01\"")).isTrue();
    assertThat(holds("property.store.startsWith(\"Northwind\") && device.endsWith(\"-1\")"))
        .isTrue();
    assertThat(holds("place in [\"altona\"]")).isTrue();
    assertThat(holds("known(property.store) && !known(asset.model)")).isTrue();
  }

  @Test
  void a_query_names_whole_values_and_paths_and_not_their_beginnings() {
    String text =
        "place != \"altona\" || organisation in [\"north\", \"south\"] || known(asset.model)"
            + " || template.startsWith(\"Cooler\") || property.store == \"altona\"";
    assertThat(GroupQueryReader.read(text, NAMES))
        .isInstanceOfSatisfying(
            GroupQueryOutcome.Read.class,
            read -> {
              GroupQuery query = read.query();
              assertThat(query.names(Attribute.Kind.PLACE, "altona")).isTrue();
              assertThat(query.names(Attribute.Kind.ORGANISATION, "south")).isTrue();
              assertThat(query.names(Attribute.Kind.ORGANISATION, "altona")).isFalse();
              assertThat(query.names(Attribute.Kind.ASSET, "model")).isTrue();
              assertThat(query.names(Attribute.Kind.PROPERTY, "altona")).isFalse();
              assertThat(query.names(Attribute.Kind.TEMPLATE, "Cooler")).isFalse();
            });
  }

  @Test
  void what_a_device_does_not_have_equals_nothing() {
    assertThat(holds("asset.model == \"x\"")).isFalse();
    assertThat(holds("asset.model != \"x\"")).isTrue();
    assertThat(holds("asset.model < 5 || asset.model >= 5")).isFalse();
    assertThat(holds("property.store > 3")).isFalse();
  }

  @Test
  void brackets_bind_first_then_not_then_and_then_or() {
    assertThat(holds("enabled || enabled && simulated")).isTrue();
    assertThat(holds("(enabled || enabled) && simulated")).isFalse();
    assertThat(holds("!simulated && enabled")).isTrue();
  }

  @Test
  void says_everything_that_does_not_fit_at_once_and_where() {
    assertThat(faults("template == \"Coler\" && property.stor == \"x\" && place == \"nowhere\""))
        .extracting(GroupFault::code, GroupFault::column)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("group.template-unknown", 13),
            org.assertj.core.groups.Tuple.tuple("group.property-unknown", 24),
            org.assertj.core.groups.Tuple.tuple("group.place-unknown", 57));
    assertThat(faults("template == \"Coler\"").getFirst().sentence())
        .isEqualTo("There is no device template \"Coler\". Did you mean Cooler?");
    assertThat(codes("template == 5")).containsExactly("group.value-kind");
    assertThat(codes("enabled == \"true\"")).containsExactly("group.value-kind");
    assertThat(codes("enabled < true")).containsExactly("group.value-kind");
    assertThat(codes("enabled.contains(\"t\")")).contains("group.value-kind");
  }

  @Test
  void says_where_a_text_cannot_be_understood() {
    assertThat(codes("")).containsExactly("group.query-empty");
    assertThat(codes("template = \"Cooler\"")).containsExactly("group.syntax");
    assertThat(codes("template == \"Cooler")).containsExactly("group.syntax");
    assertThat(codes("template")).containsExactly("group.syntax");
    assertThat(codes("enabled simulated")).containsExactly("group.syntax");
    assertThat(codes("(enabled")).containsExactly("group.syntax");
    assertThat(codes("temperature > 4")).containsExactly("group.name-unknown");
    assertThat(codes("known()")).containsExactly("group.syntax");
    assertThat(codes("property.store . (")).containsExactly("group.syntax");
    assertThat(codes("x".repeat(3_000))).containsExactly("group.query-too-large");
    assertThat(codes("!".repeat(500) + "enabled")).containsExactly("group.query-too-large");
    assertThat(codes("(".repeat(500))).containsExactly("group.query-too-large");
    assertThat(codes("enabled && ".repeat(150) + "enabled"))
        .containsExactly("group.query-too-large");
    assertThat(codes("property.store == 1e300")).containsExactly("group.value-range");
  }

  @Test
  void every_query_in_the_documentation_is_sound() throws IOException {
    String text = Files.readString(Path.of("../docs/groups.md"));
    Matcher block = Pattern.compile("```cel\n(.*?)```", Pattern.DOTALL).matcher(text);
    List<String> queries = new ArrayList<>();
    while (block.find()) {
      block.group(1).lines().filter(line -> !line.isBlank()).forEach(queries::add);
    }
    assertThat(queries).hasSizeGreaterThan(8);
    for (String query : queries) {
      assertThat(GroupQueryReader.read(query, GroupNames.ANY))
          .as(query)
          .isInstanceOf(GroupQueryOutcome.Read.class);
    }
  }

  private static boolean holds(String text) {
    return switch (GroupQueryReader.read(text, NAMES)) {
      case GroupQueryOutcome.Read(GroupQuery query) ->
          query.matches(attribute -> COOLER.getOrDefault(attribute.text(), List.of()));
      case GroupQueryOutcome.Faults(var faults) -> throw new AssertionError(faults.toString());
    };
  }

  private static List<GroupFault> faults(String text) {
    return switch (GroupQueryReader.read(text, NAMES)) {
      case GroupQueryOutcome.Read read -> List.of();
      case GroupQueryOutcome.Faults(var faults) -> faults;
    };
  }

  private static List<String> codes(String text) {
    return faults(text).stream().map(GroupFault::code).toList();
  }
}
