package org.aisle.sim.prove;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.sim.prove.Programme.Step;
import org.jspecify.annotations.Nullable;

/** What happened when, printed as it happens. Not thread-safe. */
final class Chronicle {

  /**
   * A step and what followed.
   *
   * @param at from the beginning
   * @param first until a device was acknowledged something it had sent since, null if that was not
   *     waited for
   * @param all until every device was, and the database answered
   * @param note what else is to be told, or empty
   */
  record Entry(
      Duration at,
      @Nullable Step step,
      @Nullable Duration first,
      @Nullable Duration all,
      String note) {}

  private final PrintWriter out;
  private final int steps;
  private final long begin = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();

  Chronicle(PrintWriter out, int steps) {
    this.out = out;
    this.steps = steps;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  void note(String sentence) {
    entries.add(new Entry(elapsed(), null, null, null, sentence));
    print(elapsed(), "", sentence);
  }

  void step(Duration at, Step step, @Nullable Duration first, @Nullable Duration all, String note) {
    entries.add(new Entry(at, step, first, all, note));
    String after =
        first == null || all == null
            ? ""
            : "; acknowledged again after %s, all devices after %s"
                .formatted(seconds(first), seconds(all));
    print(
        at,
        step.number() + "/" + steps,
        step.fault().sentence() + after + (note.isEmpty() ? "" : ". " + note));
  }

  private void print(Duration at, String number, String text) {
    out.printf("%9s  %9s  %s%n", seconds(at), number, text);
    out.flush();
  }

  static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
