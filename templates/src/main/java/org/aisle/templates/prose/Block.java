package org.aisle.templates.prose;

import java.util.List;

/** A part of a text that stands on lines of its own. */
public sealed interface Block {

  /** A heading; level 1 to 6. */
  record Heading(int level, List<Inline> words) implements Block {
    public Heading {
      words = List.copyOf(words);
    }
  }

  record Paragraph(List<Inline> words) implements Block {
    public Paragraph {
      words = List.copyOf(words);
    }
  }

  /** A list; {@code numbered} ones count from 1. */
  record Listing(boolean numbered, List<List<Block>> items) implements Block {
    public Listing {
      items = items.stream().map(List::copyOf).toList();
    }
  }

  record Quote(List<Block> blocks) implements Block {
    public Quote {
      blocks = List.copyOf(blocks);
    }
  }

  /** Lines shown as they are. */
  record Code(String text) implements Block {}

  /** A line across. */
  record Rule() implements Block {}
}
