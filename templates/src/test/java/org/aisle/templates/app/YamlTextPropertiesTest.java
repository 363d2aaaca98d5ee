package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class YamlTextPropertiesTest {

  private static final List<String> ODD =
      List.of(
          "no",
          "yes",
          "on",
          "off",
          "y",
          "n",
          "true",
          "False",
          "null",
          "~",
          "NaN",
          ".inf",
          "-.Inf",
          "007",
          "0x1F",
          "0o17",
          "0b1",
          "1_000",
          "1e3",
          "1E+3",
          "12:30:45",
          "2026-06-01",
          "+1",
          "-1",
          "1.",
          ".5",
          "a: b",
          "a:",
          ":a",
          "a #b",
          "#a",
          "- a",
          "-",
          "--- a",
          "---",
          "...",
          "? a",
          "*a",
          "&a",
          "!a",
          "!!str a",
          "|",
          ">",
          "|2",
          "%YAML 1.1",
          "@a",
          "`a",
          "'a'",
          "\"a\"",
          "'",
          "\"",
          "[a]",
          "{a: b}",
          "a, b",
          "a]",
          "a}",
          " a",
          "a ",
          "a\n",
          "\na",
          "a\nb",
          "a\n\nb\n",
          " a\nb",
          "a\n b",
          "a\tb",
          "\t",
          "a\r\nb",
          "\\n",
          "\\",
          "München",
          "日本語",
          "🧊",
          "\u0085",
          "\u2028",
          "\uFEFFa",
          "\u0007",
          "\u007F",
          "",
          " ",
          "<<",
          "=",
          "a\n\u0085",
          "a\u0085\n",
          "a\u2028\n",
          "a\n \nb",
          ":\n",
          "a\nb\n",
          "a\n\n",
          "a".repeat(300),
          "a\n# b");

  @Example
  void an_odd_text_is_read_as_it_was_written_wherever_it_stands() {
    ODD.forEach(YamlTextPropertiesTest::staysWhereverItStands);
  }

  @Property(tries = 1000)
  void any_text_is_read_as_it_was_written_wherever_it_stands(@ForAll("texts") String text) {
    staysWhereverItStands(text);
  }

  @Property(tries = 400)
  void any_number_is_read_as_it_was_written(
      @ForAll @DoubleRange(min = -1e299, max = 1e299) double number) {
    ObjectNode root = new Keys().put("a", (Double) number).numbers("b", List.of(number)).node();

    Section section = section(root);

    assertThat(section.optionalNumber("a")).isEqualTo(number);
  }

  @Property(tries = 1000)
  void a_property_is_read_as_the_text_it_was_whatever_it_looks_like(@ForAll("texts") String text) {
    ObjectNode root = new Keys().put("p", new Keys().loose("a", text)).node();

    assertThat(section(root).textMap("p")).isEqualTo(Map.of("a", text));
  }

  @Example
  void a_number_among_properties_needs_no_quotes() {
    Keys where = new Keys().loose("a", "4.0").loose("b", "007").loose("c", "true").loose("d", "10");

    assertThat(YamlText.of(new Keys().put("p", where).node()))
        .isEqualTo("p: {a: 4.0, b: \"007\", c: true, d: 10}\n");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> odd = Arbitraries.of(ODD);
    Arbitrary<String> characters =
        Arbitraries.strings()
            .withChars(" \n\t:#-?'\"[]{},&*!|>%@`~\\=.<0123456789abcnoyesä°\u0085\u2028\uFEFF")
            .ofMaxLength(12);
    Arbitrary<String> any =
        Arbitraries.strings().ofMaxLength(8).filter(s -> s.equals(wellFormed(s)));
    return Arbitraries.oneOf(
        odd, characters, any, odd.tuple2().map(two -> two.get1() + two.get2()));
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void staysWhereverItStands(String text) {
    ObjectNode inner = JsonNodeFactory.instance.objectNode();
    inner.put("k", text);
    inner.put(text.isEmpty() ? "l" : text, "v");
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("top", text);
    root.set("short", inner);
    root.putArray("list").add(text).add("x");
    root.putArray("objects").add(inner.deepCopy()).addObject().put("k", text).put("m", 1);
    root.putObject("tall").put("a", "x".repeat(120)).put("k", text);

    Mapping read = mapping(root);

    assertThat(all(read)).isEqualTo(all(root));
  }

  /** Every key and text in order. */
  private static List<String> all(SourceNode node) {
    List<String> found = new ArrayList<>();
    switch (node) {
      case Mapping m ->
          m.entries()
              .forEach(
                  (key, value) -> {
                    found.add(key);
                    found.addAll(all(value));
                  });
      case SourceNode.Sequence s -> s.items().forEach(item -> found.addAll(all(item)));
      case Scalar s -> found.add((s.kind() == Kind.TEXT ? "text " : "other ") + s.text());
    }
    return found;
  }

  private static List<String> all(tools.jackson.databind.JsonNode node) {
    List<String> found = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              e -> {
                found.add(e.getKey());
                found.addAll(all(e.getValue()));
              });
    } else if (node.isArray()) {
      node.forEach(item -> found.addAll(all(item)));
    } else {
      found.add((node.isString() ? "text " : "other ") + node.asString());
    }
    return found;
  }

  private static Section section(ObjectNode root) {
    return new Section("a.yaml", mapping(root), new Faults());
  }

  private static Mapping mapping(ObjectNode root) {
    String text = YamlText.of(root);
    SourceReader.Parsed parsed = SourceReader.yaml(text.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.faults()).as(text).isEmpty();
    return (Mapping) parsed.root();
  }
}
