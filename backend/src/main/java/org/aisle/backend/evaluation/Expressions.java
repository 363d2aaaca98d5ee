package org.aisle.backend.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.condition.Checked;
import org.aisle.templates.condition.Conditions;
import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.condition.Wording;

/** Prepares the texts of one rule or derived field and remembers which names they need. */
final class Expressions {

  /** A text is not sound; whoever asked leaves out what needs it. */
  static final class UnsoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsoundException(String text) {
      super("This cannot be evaluated: " + text, null, false, false);
    }
  }

  private final Vocabulary vocabulary;
  private final SortedSet<String> uses = new TreeSet<>();

  Expressions(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Test test(String text) {
    return sound(text, Conditions.test(text, vocabulary));
  }

  Quantity quantity(String text) {
    return sound(text, Conditions.quantity(text, vocabulary));
  }

  Wording wording(String text) {
    return sound(text, Conditions.wording(text, vocabulary));
  }

  /** Of any kind; NaN while it is unknown. */
  Quantity anything(String text) {
    if (Conditions.quantity(text, vocabulary) instanceof Checked.Sound<Quantity> number) {
      return sound(text, number);
    }
    if (Conditions.test(text, vocabulary) instanceof Checked.Sound<Test> flag) {
      Test test = sound(text, flag);
      return frame -> {
        Truth truth = test.in(frame);
        return truth == Truth.UNKNOWN ? Double.NaN : truth == Truth.TRUE ? 1 : 0;
      };
    }
    Wording wording = wording(text);
    return frame -> wording.in(frame) == null ? Double.NaN : 1;
  }

  private <E> E sound(String text, Checked<E> checked) {
    return switch (checked) {
      case Checked.Sound<E> sound -> {
        uses.addAll(sound.uses());
        yield sound.expression();
      }
      case Checked.Faulty<E> faulty -> throw new UnsoundException(text);
    };
  }

  /** The names that the texts prepared so far need. */
  SortedSet<String> uses() {
    return new TreeSet<>(uses);
  }

  /** Sixty-four bits for a text (FNV-1a), the same everywhere and always. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }
}
