package org.aisle.backend.registry;

import java.util.List;

/** Whether a change was made, or all the reasons why not. */
public sealed interface Outcome<T> {

  /** It was made. */
  record Done<T>(T value) implements Outcome<T> {}

  /** Nothing was changed. */
  record Refused<T>(List<Problem> problems) implements Outcome<T> {
    public Refused {
      problems = List.copyOf(problems);
    }

    public static <T> Refused<T> because(String code, String sentence) {
      return new Refused<>(List.of(new Problem(code, sentence)));
    }
  }

  /** A stable code ({@code app.exists}) and a sentence that says what to do. */
  record Problem(String code, String sentence) {}
}
