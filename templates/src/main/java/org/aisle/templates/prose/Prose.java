package org.aisle.templates.prose;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text written in Markdown (CommonMark), reduced to what can do nothing but be read: HTML and
 * images are text, and so are links that lead elsewhere than to https or into this server. Reading
 * terminates on every input and lets no exception out.
 *
 * @param faults what was reduced to text
 */
public record Prose(List<Block> blocks, List<ProseFault> faults) {

  /** The longest text that is read, in characters. */
  public static final int MAX_CHARACTERS = 10_000;

  private static final Pattern LINK =
      Pattern.compile(
          "https://[A-Za-z0-9\\[][^\\s\\\\<>\"`]{0,1000}"
              + "|(?![A-Za-z][A-Za-z0-9+.-]*:)(?![/\\\\]{2})[A-Za-z0-9_./?#&=%+~-][^\\s\\\\<>\"`:]{0,1000}");

  public Prose {
    blocks = List.copyOf(blocks);
    faults = List.copyOf(faults);
  }

  public static Prose of(String markdown) {
    return new ProseReader().read(markdown);
  }

  /** Whether something may link there: https, or a path of this server. */
  public static boolean isLink(String address) {
    return LINK.matcher(address).matches();
  }
}
