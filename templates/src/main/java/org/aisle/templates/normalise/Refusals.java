package org.aisle.templates.normalise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.decode.Quoted;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;

/** Collects refusals: one for each code and field, with how often it happened again. */
final class Refusals {

  /** How many distinct refusals of one message are told; the last one says that there are more. */
  static final int MOST = 100;

  private final Map<Key, Count> counts = new LinkedHashMap<>();
  private int untold;

  private record Key(RejectionCode code, @Nullable String field) {}

  private static final class Count {
    private final String sentence;
    private int repeats;

    private Count(String sentence) {
      this.sentence = sentence;
    }
  }

  void add(RejectionCode code, @Nullable String field, String sentence) {
    Key key = new Key(code, field == null ? null : Quoted.plain(field));
    Count count = counts.get(key);
    if (count != null) {
      count.repeats++;
    } else if (counts.size() < MOST - 1) {
      counts.put(key, new Count(sentence));
    } else {
      untold++;
    }
  }

  List<Refusal> list() {
    List<Refusal> result = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            result.add(
                new Refusal(
                    key.code,
                    key.field,
                    count.repeats == 0
                        ? count.sentence
                        : "%s (And %d more times in this message.)"
                            .formatted(count.sentence, count.repeats))));
    if (untold > 0) {
      result.add(
          new Refusal(
              RejectionCode.PAYLOAD_WRONG_SHAPE,
              null,
              "%d more fields of this message were refused; mend the ones shown first."
                  .formatted(untold)));
    }
    return result;
  }
}
