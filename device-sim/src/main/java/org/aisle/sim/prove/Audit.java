package org.aisle.sim.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares one device's ledger with the rows of its table: all that was acknowledged before the
 * audit began must be there once, with its exact values, and nothing that was not sent. Rows may
 * come in any order. Not thread-safe.
 */
final class Audit {

  private static final int SENTENCES = 20;

  private final Account account;
  private final BitSet acknowledged;
  private final BitSet seen = new BitSet();
  private final Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);
  private final List<Finding> findings = new ArrayList<>();
  private long rows;

  /**
   * @param acknowledged what must be there
   */
  Audit(Account account, BitSet acknowledged) {
    this.account = account;
    this.acknowledged = (BitSet) acknowledged.clone();
  }

  /**
   * Takes a row.
   *
   * @param sent the reading's number as stored, null when there is none
   * @param found what is stored
   */
  void row(@Nullable Long sent, ProbeReading found) {
    rows++;
    if (sent == null || !account.wasSent(sent)) {
      add(Finding.Kind.INVENTED, found.number(), "Nobody sent " + found);
      return;
    }
    int number = sent.intValue();
    ProbeReading expected = account.reading(number);
    if (seen.get(number)) {
      add(Finding.Kind.DOUBLED, number, "It is there again as " + found);
    } else if (!expected.equals(found)) {
      add(Finding.Kind.CHANGED, number, "It was sent as " + expected + " and is " + found);
    }
    seen.set(number);
  }

  private void add(Finding.Kind kind, long number, String sentence) {
    counts.merge(kind, 1, Integer::sum);
    if (findings.size() < SENTENCES) {
      findings.add(new Finding(kind, account.device(), number, sentence));
    }
  }

  /** Acknowledged and not among the rows so far. */
  BitSet missing() {
    BitSet missing = (BitSet) acknowledged.clone();
    missing.andNot(seen);
    return missing;
  }

  /** What was found, when all rows were taken; what is missing now is lost. */
  Result result() {
    BitSet missing = missing();
    Map<Finding.Kind, Integer> all = new EnumMap<>(counts);
    List<Finding> told = new ArrayList<>(findings);
    if (!missing.isEmpty()) {
      all.put(Finding.Kind.LOST, missing.cardinality());
      missing.stream()
          .limit(SENTENCES)
          .forEach(
              number ->
                  told.add(
                      new Finding(
                          Finding.Kind.LOST,
                          account.device(),
                          number,
                          "It was acknowledged and is not there: " + account.reading(number))));
    }
    BitSet unpromised = (BitSet) seen.clone();
    unpromised.andNot(acknowledged);
    return new Result(rows, unpromised.cardinality(), all, told);
  }

  /**
   * What an audit found.
   *
   * @param unpromised stored without having been acknowledged, which is allowed
   */
  record Result(
      long rows, long unpromised, Map<Finding.Kind, Integer> counts, List<Finding> findings) {

    static final Result NOTHING = new Result(0, 0, Map.of(), List.of());

    Result {
      counts = Map.copyOf(counts);
      findings = List.copyOf(findings);
    }

    boolean sound() {
      return counts.isEmpty();
    }

    int count(Finding.Kind kind) {
      return counts.getOrDefault(kind, 0);
    }

    Result plus(Result other) {
      Map<Finding.Kind, Integer> sum = new EnumMap<>(Finding.Kind.class);
      counts.forEach((kind, n) -> sum.merge(kind, n, Integer::sum));
      other.counts.forEach((kind, n) -> sum.merge(kind, n, Integer::sum));
      List<Finding> all = new ArrayList<>(findings);
      other.findings.stream().limit(Math.max(0, 3 * SENTENCES - all.size())).forEach(all::add);
      return new Result(rows + other.rows, unpromised + other.unpromised, sum, all);
    }
  }
}
