package org.aisle.templates.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.templates.group.GroupQuery.Is;
import org.aisle.templates.group.GroupQuery.Relation;

class GroupQueryPropertiesTest {

  private static final CelCompiler CEL = CelCompilerFactory.standardCelCompilerBuilder().build();

  @Property(tries = 300)
  void what_is_written_is_read_again_and_is_cel(@ForAll("queries") GroupQuery query) {
    String text = query.text();
    assertThat(GroupQueryReader.read(text, GroupNames.ANY))
        .as(text)
        .isEqualTo(new GroupQueryOutcome.Read(query));
    assertThat(CEL.parse(text).hasError()).as(text).isFalse();
  }

  @Property(tries = 300)
  void no_text_throws(@ForAll("anything") String anything) {
    assertThat(GroupQueryReader.read(anything, GroupNames.ANY)).isNotNull();
  }

  @Property(tries = 500)
  void no_half_made_query_throws(@ForAll("scraps") List<String> scraps) {
    assertThat(GroupQueryReader.read(String.join(" ", scraps), GroupNames.ANY)).isNotNull();
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.strings().all().ofMaxLength(60);
  }

  @Provide
  Arbitrary<List<String>> scraps() {
    return Arbitraries.of(
            "template",
            "==",
            "\"Cooler\"",
            "(",
            ")",
            "!",
            "&&",
            "||",
            "property",
            ".",
            "store",
            "in",
            "[",
            "]",
            ",",
            "known",
            "5",
            "-1e400",
            "true",
            "'",
            "\\",
            "contains",
            "enabled",
            "!=")
        .list()
        .ofMaxSize(15);
  }

  @Provide
  Arbitrary<GroupQuery> queries() {
    return Arbitraries.recursive(
        GroupQueryPropertiesTest::comparisons,
        inner ->
            Arbitraries.oneOf(
                inner,
                inner.map(GroupQuery.Not::new),
                inner.list().ofMinSize(2).ofMaxSize(3).map(GroupQuery.All::new),
                inner.list().ofMinSize(2).ofMaxSize(3).map(GroupQuery.Any::new)),
        0,
        3);
  }

  private static Arbitrary<GroupQuery> comparisons() {
    Arbitrary<Attribute> properties =
        Arbitraries.of("store", "a.b", "containsIce").map(Attribute::property);
    Arbitrary<Literal> literals =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("aä \"'\\€1").ofMaxLength(6).map(Literal.Text::new),
            Arbitraries.integers().between(-900, 900).map(n -> new Literal.Number(n / 4.0)),
            Arbitraries.of(true, false).map(Literal.Flag::new));
    Arbitrary<Literal> ordered = literals.filter(l -> !(l instanceof Literal.Flag));
    Arbitrary<Literal> texts = literals.filter(l -> l instanceof Literal.Text);
    return Arbitraries.oneOf(
        is(properties, Arbitraries.of(Relation.EQUALS), literals),
        is(
            properties,
            Arbitraries.of(Relation.BELOW, Relation.AT_MOST, Relation.ABOVE, Relation.AT_LEAST),
            ordered),
        is(properties, Arbitraries.of(Relation.STARTS, Relation.ENDS, Relation.CONTAINS), texts),
        Combinators.combine(properties, literals.list().ofMinSize(1).ofMaxSize(3))
            .as((p, l) -> new Is(p, Relation.ONE_OF, l)),
        properties.map(p -> new Is(p, Relation.KNOWN, List.of())));
  }

  private static Arbitrary<GroupQuery> is(
      Arbitrary<Attribute> attributes, Arbitrary<Relation> relations, Arbitrary<Literal> literals) {
    return Combinators.combine(attributes, relations, literals)
        .as((a, r, l) -> new Is(a, r, List.of(l)));
  }
}
