package org.aisle.templates.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalJsonPropertiesTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Property
  void a_double_comes_back_as_itself_however_it_is_written(@ForAll double number) {
    String text = CanonicalJson.of(NODES.numberNode(number)).json();
    assertThat(Double.parseDouble(text)).isEqualTo(number == 0 ? 0.0 : number);
    assertThat(CanonicalJson.parse(text).json()).isEqualTo(text);
    assertThat(CanonicalJson.parse(new BigDecimal(text).toPlainString()).json())
        .as("as jsonb writes it")
        .isEqualTo(text);
  }

  @Property
  void a_long_keeps_every_digit(@ForAll long number) {
    assertThat(CanonicalJson.of(NODES.numberNode(number)).json()).isEqualTo(Long.toString(number));
    assertThat(CanonicalJson.parse(Long.toString(number)).json()).isEqualTo(Long.toString(number));
  }

  @Property
  void the_order_of_keys_does_not_matter_and_the_text_is_stable(
      @ForAll @Size(max = 6) Map<Integer, Integer> map) {
    ObjectNode forth = NODES.objectNode();
    ObjectNode back = NODES.objectNode();
    map.forEach((k, v) -> forth.put("k" + k, v));
    map.entrySet().stream()
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .forEach(e -> back.put("k" + e.getKey(), e.getValue()));
    String text = CanonicalJson.of(forth).json();
    assertThat(CanonicalJson.of(back).json()).isEqualTo(text);
    assertThat(CanonicalJson.parse(text).json()).isEqualTo(text);
    assertThat(JSON.readTree(text)).isEqualTo(forth);
  }

  @Example
  void what_postgresql_cannot_keep_is_refused() {
    for (String text : new String[] {"1e400", "[-1e999]", "\"\\u0000\"", "{\"\\ud800\":1}"}) {
      assertThatThrownBy(() -> CanonicalJson.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void whole_doubles_are_written_without_exponent_as_long_as_they_fit_a_long() {
    assertThat(CanonicalJson.parse("1e15").json()).isEqualTo("1000000000000000");
    assertThat(CanonicalJson.parse("4.0").json()).isEqualTo("4");
    assertThat(CanonicalJson.parse("-0.0").json()).isEqualTo("0");
  }
}
