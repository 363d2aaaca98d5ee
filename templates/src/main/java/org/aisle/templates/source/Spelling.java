package org.aisle.templates.source;

/** Guesses which word was meant. */
public final class Spelling {

  /** Keeps the search for a hint cheap, however long the list of words. */
  private static final int MAX_CANDIDATES = 200;

  private static final int MAX_CHARACTERS = 64;

  private Spelling() {}

  /** The closest of the first 200 allowed words, as a sentence; empty when none is close. */
  public static String hint(String word, Iterable<String> allowed) {
    String best = null;
    int least = Math.max(2, word.length() / 3) + 1;
    int considered = 0;
    for (String candidate : allowed) {
      if (++considered > MAX_CANDIDATES) {
        break;
      }
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : " Did you mean " + best + "?";
  }

  private static int distance(String a, String b) {
    if (a.length() > MAX_CHARACTERS || b.length() > MAX_CHARACTERS) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
