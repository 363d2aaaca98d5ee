package org.aisle.templates.prose;

import java.util.List;

/** A part of a line. */
public sealed interface Inline {

  record Text(String text) implements Inline {}

  record Strong(List<Inline> words) implements Inline {
    public Strong {
      words = List.copyOf(words);
    }
  }

  record Emphasis(List<Inline> words) implements Inline {
    public Emphasis {
      words = List.copyOf(words);
    }
  }

  record Code(String text) implements Inline {}

  /** Leads to an address that {@link Prose#isLink} allows. */
  record Link(String address, List<Inline> words) implements Inline {
    public Link {
      words = List.copyOf(words);
    }
  }

  /** A new line. */
  record Break() implements Inline {}
}
