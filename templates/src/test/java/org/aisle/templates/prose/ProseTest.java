package org.aisle.templates.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {

  @Test
  void headings_lists_and_links_are_read() {
    Prose prose =
        Prose.of(
            """
            ## Before you open

            Check **every** cooler, *then* call `4711`.

            1. Door
            2. See [the rules](app/coolers/rules) or [help](https://example.org/a?b=1#c)
            """);

    assertThat(prose.faults()).isEmpty();
    assertThat(prose.blocks())
        .containsExactly(
            new Block.Heading(2, List.of(new Inline.Text("Before you open"))),
            new Block.Paragraph(
                List.of(
                    new Inline.Text("Check "),
                    new Inline.Strong(List.of(new Inline.Text("every"))),
                    new Inline.Text(" cooler, "),
                    new Inline.Emphasis(List.of(new Inline.Text("then"))),
                    new Inline.Text(" call "),
                    new Inline.Code("4711"),
                    new Inline.Text("."))),
            new Block.Listing(
                true,
                List.of(
                    List.of(new Block.Paragraph(List.of(new Inline.Text("Door")))),
                    List.of(
                        new Block.Paragraph(
                            List.of(
                                new Inline.Text("See "),
                                new Inline.Link(
                                    "app/coolers/rules", List.of(new Inline.Text("the rules"))),
                                new Inline.Text(" or "),
                                new Inline.Link(
                                    "https://example.org/a?b=1#c",
                                    List.of(new Inline.Text("help")))))))));
  }

  @Test
  void html_and_images_become_text_and_are_told_with_their_line() {
    Prose prose =
        Prose.of(
            """
            Fine.

            <script>alert(1)</script>

            A <b onclick="x()">word</b> and ![a plan](https://elsewhere.example/x.png)
            """);

    assertThat(prose.faults()).extracting(ProseFault::line).containsExactly(3, 5, 5, 5);
    assertThat(prose.blocks().get(1))
        .isEqualTo(new Block.Paragraph(List.of(new Inline.Text("<script>alert(1)</script>"))));
    assertThat(prose.blocks().get(2).toString()).contains("a plan").doesNotContain("elsewhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://example.org",
        "//example.org/x",
        "/\\\\example.org",
        "\\\\\\\\example.org",
        "file:///etc/passwd",
        "https:example.org"
      })
  void a_link_that_leads_elsewhere_is_text(String address) {
    Prose prose = Prose.of("[here](" + address + ")");

    assertThat(prose.faults()).hasSize(1);
    assertThat(prose.toString()).doesNotContain("Link[");
  }

  @Property
  void any_text_can_be_read_and_links_nowhere_it_may_not(
      @ForAll @StringLength(max = 300) @CharRange(from = ' ', to = '~') String text) {
    List<Block> blocks = Prose.of(text).blocks();
    assertThat(blocks.toString()).doesNotContain("Link[address=javascript");
  }

  @Test
  void a_text_that_nests_without_end_is_cut_and_told() {
    assertThat(Prose.of("> ".repeat(2_000) + "x").faults()).isNotEmpty();
    assertThat(Prose.of("*".repeat(9_000)).blocks()).isNotEmpty();
    assertThat(Prose.of("[".repeat(9_000)).blocks()).isNotEmpty();
    assertThat(Prose.of("x".repeat(Prose.MAX_CHARACTERS + 1)).faults()).hasSize(1);
  }
}
