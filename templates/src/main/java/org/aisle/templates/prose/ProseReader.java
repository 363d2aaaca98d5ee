package org.aisle.templates.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Turns CommonMark's tree into ours. For one use. */
final class ProseReader {

  private static final int DEEPEST = 20;
  private static final Parser PARSER =
      Parser.builder()
          .enabledBlockTypes(
              Set.of(
                  org.commonmark.node.Heading.class,
                  HtmlBlock.class,
                  ThematicBreak.class,
                  FencedCodeBlock.class,
                  BlockQuote.class,
                  ListBlock.class,
                  IndentedCodeBlock.class))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();

  private final List<ProseFault> faults = new ArrayList<>();
  private int line = 1;

  Prose read(String markdown) {
    if (markdown.length() > Prose.MAX_CHARACTERS) {
      return new Prose(
          List.of(),
          List.of(
              new ProseFault(
                  1,
                  "The text has more than %,d characters; shorten it."
                      .formatted(Prose.MAX_CHARACTERS))));
    }
    return new Prose(blocks(PARSER.parse(markdown), 0), faults);
  }

  private List<Block> blocks(Node parent, int depth) {
    BlockReader reader = new BlockReader(depth);
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      at(node);
      if (depth > DEEPEST) {
        fault("It nests deeper than %d levels; flatten it.".formatted(DEEPEST));
        return reader.found;
      }
      node.accept(reader);
    }
    return reader.found;
  }

  private List<Inline> words(Node parent, int depth) {
    InlineReader reader = new InlineReader(depth);
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      at(node);
      if (depth > DEEPEST) {
        fault("It nests deeper than %d levels; flatten it.".formatted(DEEPEST));
        return reader.found;
      }
      node.accept(reader);
    }
    return reader.found;
  }

  private void at(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (!spans.isEmpty()) {
      line = spans.getFirst().getLineIndex() + 1;
    }
  }

  private void fault(String sentence) {
    faults.add(new ProseFault(line, sentence));
  }

  private static String shorten(String text) {
    String clean = text.strip().replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= 40 ? clean : clean.substring(0, 39) + "…";
  }

  private final class BlockReader extends AbstractVisitor {
    private final List<Block> found = new ArrayList<>();
    private final int depth;

    BlockReader(int depth) {
      this.depth = depth;
    }

    @Override
    public void visit(Heading heading) {
      found.add(new Block.Heading(heading.getLevel(), words(heading, 0)));
    }

    @Override
    public void visit(Paragraph paragraph) {
      found.add(new Block.Paragraph(words(paragraph, 0)));
    }

    @Override
    public void visit(BulletList list) {
      found.add(new Block.Listing(false, items(list)));
    }

    @Override
    public void visit(OrderedList list) {
      found.add(new Block.Listing(true, items(list)));
    }

    private List<List<Block>> items(Node list) {
      List<List<Block>> items = new ArrayList<>();
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        items.add(blocks(item, depth + 1));
      }
      return items;
    }

    @Override
    public void visit(BlockQuote quote) {
      found.add(new Block.Quote(blocks(quote, depth + 1)));
    }

    @Override
    public void visit(FencedCodeBlock code) {
      found.add(new Block.Code(code.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      found.add(new Block.Code(code.getLiteral()));
    }

    @Override
    public void visit(ThematicBreak line) {
      found.add(new Block.Rule());
    }

    @Override
    public void visit(HtmlBlock html) {
      fault("It has HTML (%s); write Markdown only.".formatted(shorten(html.getLiteral())));
      found.add(new Block.Paragraph(List.of(new Inline.Text(html.getLiteral()))));
    }
  }

  private final class InlineReader extends AbstractVisitor {
    private final List<Inline> found = new ArrayList<>();
    private final int depth;

    InlineReader(int depth) {
      this.depth = depth;
    }

    @Override
    public void visit(Text text) {
      found.add(new Inline.Text(text.getLiteral()));
    }

    @Override
    public void visit(StrongEmphasis strong) {
      found.add(new Inline.Strong(words(strong, depth + 1)));
    }

    @Override
    public void visit(Emphasis emphasis) {
      found.add(new Inline.Emphasis(words(emphasis, depth + 1)));
    }

    @Override
    public void visit(Code code) {
      found.add(new Inline.Code(code.getLiteral()));
    }

    @Override
    public void visit(SoftLineBreak pause) {
      found.add(new Inline.Text(" "));
    }

    @Override
    public void visit(HardLineBreak pause) {
      found.add(new Inline.Break());
    }

    @Override
    public void visit(Link link) {
      List<Inline> words = words(link, depth + 1);
      if (Prose.isLink(link.getDestination())) {
        found.add(new Inline.Link(link.getDestination(), words));
      } else {
        fault(
            "It links to %s; a link leads to https:// or to a path of this server."
                .formatted(shorten(link.getDestination())));
        found.addAll(words);
      }
    }

    @Override
    public void visit(Image image) {
      fault("It has an image; use a tile of kind image.");
      found.addAll(words(image, depth + 1));
    }

    @Override
    public void visit(HtmlInline html) {
      fault("It has HTML (%s); write Markdown only.".formatted(shorten(html.getLiteral())));
      found.add(new Inline.Text(html.getLiteral()));
    }
  }
}
