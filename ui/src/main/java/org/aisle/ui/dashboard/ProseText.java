package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Emphasis;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Hr;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.aisle.templates.prose.Block;
import org.aisle.templates.prose.Inline;
import org.aisle.templates.prose.Prose;

/** A text in Markdown as components; every word is set as text, never as HTML. */
final class ProseText {

  private static final int HIGHEST = 2;

  private ProseText() {}

  static Component of(String markdown) {
    Div text = new Div();
    text.addClassName("aisle-prose");
    blocks(text, Prose.of(markdown).blocks());
    return text;
  }

  private static void blocks(HasComponents parent, List<Block> blocks) {
    blocks.forEach(block -> parent.add(block(block)));
  }

  private static Component block(Block block) {
    return switch (block) {
      case Block.Heading h -> words(h.level() <= HIGHEST ? new H3() : new H4(), h.words());
      case Block.Paragraph p -> words(new Paragraph(), p.words());
      case Block.Listing list -> list(list);
      case Block.Quote q -> {
        HtmlContainer quote = new HtmlContainer("blockquote");
        blocks(quote, q.blocks());
        yield quote;
      }
      case Block.Code c -> new Pre(c.text());
      case Block.Rule r -> new Hr();
    };
  }

  private static Component list(Block.Listing listing) {
    HtmlContainer list = listing.numbered() ? new OrderedList() : new UnorderedList();
    for (List<Block> item : listing.items()) {
      ListItem line = new ListItem();
      for (Block block : item) {
        if (block instanceof Block.Paragraph p) {
          words(line, p.words());
        } else {
          line.add(block(block));
        }
      }
      list.add(line);
    }
    return list;
  }

  private static <C extends Component & HasComponents> C words(C parent, List<Inline> words) {
    words.forEach(word -> parent.add(word(word)));
    return parent;
  }

  private static Component word(Inline word) {
    return switch (word) {
      case Inline.Text t -> new Text(t.text());
      case Inline.Strong s -> words(new HtmlContainer("strong"), s.words());
      case Inline.Emphasis e -> words(new Emphasis(), e.words());
      case Inline.Code c -> new Code(c.text());
      case Inline.Link l -> words(link(l.address()), l.words());
      case Inline.Break b -> new Span("\n");
    };
  }

  /** A link to elsewhere opens beside the dashboard and learns nothing of it. */
  static Anchor link(String address) {
    Anchor anchor = new Anchor();
    anchor.setHref(address);
    if (address.startsWith("https://")) {
      anchor.setTarget("_blank");
      anchor.getElement().setAttribute("rel", "noopener noreferrer");
    }
    return anchor;
  }
}
