package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.templates.reading.Value;

/** Collects what one reading gives to be stored, and tells it in the order of time. */
final class Stored {

  private record Piece(long at, String path, Value value) {}

  private final List<Piece> pieces = new ArrayList<>();

  void add(long at, String path, Value value) {
    pieces.add(new Piece(at, path, value));
  }

  void tell(Results results) {
    if (pieces.isEmpty()) {
      return;
    }
    SortedMap<Long, SortedMap<String, Value>> samples = new TreeMap<>();
    for (Piece piece : pieces) {
      samples.computeIfAbsent(piece.at(), at -> new TreeMap<>()).put(piece.path(), piece.value());
    }
    pieces.clear();
    samples.forEach((at, values) -> results.derived(new DerivedSample(Micros.instant(at), values)));
  }
}
