package org.aisle.templates.condition;

import static org.aisle.templates.condition.Truth.FALSE;
import static org.aisle.templates.condition.Truth.TRUE;
import static org.aisle.templates.condition.Truth.UNKNOWN;

import org.jspecify.annotations.Nullable;

/** Builds tests; all of Kleene's strong logic. */
final class Logic {

  private Logic() {}

  static Test constant(boolean value) {
    Truth truth = value ? TRUE : FALSE;
    return frame -> truth;
  }

  static Test flag(int slot) {
    return frame -> {
      double value = frame.number(slot);
      return Double.isNaN(value) ? UNKNOWN : truth(value != 0);
    };
  }

  static Test and(Test left, Test right) {
    return frame -> {
      Truth first = left.in(frame);
      if (first == FALSE) {
        return FALSE;
      }
      Truth second = right.in(frame);
      return second == FALSE || first == TRUE ? second : UNKNOWN;
    };
  }

  static Test or(Test left, Test right) {
    return frame -> {
      Truth first = left.in(frame);
      if (first == TRUE) {
        return TRUE;
      }
      Truth second = right.in(frame);
      return second == TRUE || first == FALSE ? second : UNKNOWN;
    };
  }

  static Test not(Test test) {
    return frame -> test.in(frame).not();
  }

  static Test choose(Test test, Test then, Test otherwise) {
    return frame ->
        switch (test.in(frame)) {
          case TRUE -> then.in(frame);
          case FALSE -> otherwise.in(frame);
          case UNKNOWN -> UNKNOWN;
        };
  }

  static Wording choose(Test test, Wording then, Wording otherwise) {
    return frame ->
        switch (test.in(frame)) {
          case TRUE -> then.in(frame);
          case FALSE -> otherwise.in(frame);
          case UNKNOWN -> null;
        };
  }

  static Test above(Quantity left, Quantity right) {
    return frame -> {
      double a = left.in(frame);
      double b = right.in(frame);
      return a > b ? TRUE : a <= b ? FALSE : UNKNOWN;
    };
  }

  static Test atLeast(Quantity left, Quantity right) {
    return frame -> {
      double a = left.in(frame);
      double b = right.in(frame);
      return a >= b ? TRUE : a < b ? FALSE : UNKNOWN;
    };
  }

  static Test equal(Quantity left, Quantity right) {
    return frame -> {
      double a = left.in(frame);
      double b = right.in(frame);
      return Double.isNaN(a) || Double.isNaN(b) ? UNKNOWN : truth(a == b);
    };
  }

  static Test equal(Test left, Test right) {
    return frame -> {
      Truth a = left.in(frame);
      Truth b = right.in(frame);
      return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : truth(a == b);
    };
  }

  static Test equal(Wording left, Wording right) {
    return both(left, right, String::equals);
  }

  static Test startsWith(Wording text, Wording start) {
    return both(text, start, String::startsWith);
  }

  static Test endsWith(Wording text, Wording end) {
    return both(text, end, String::endsWith);
  }

  static Test contains(Wording text, Wording part) {
    return both(text, part, String::contains);
  }

  static Test member(Quantity value, double[] elements) {
    return frame -> {
      double found = value.in(frame);
      if (Double.isNaN(found)) {
        return UNKNOWN;
      }
      for (double element : elements) {
        if (element == found) {
          return TRUE;
        }
      }
      return FALSE;
    };
  }

  static Test member(Wording value, String[] elements) {
    return frame -> {
      String found = value.in(frame);
      if (found == null) {
        return UNKNOWN;
      }
      for (String element : elements) {
        if (element.equals(found)) {
          return TRUE;
        }
      }
      return FALSE;
    };
  }

  static Test known(Quantity value) {
    return frame -> truth(!Double.isNaN(value.in(frame)));
  }

  static Test known(Wording value) {
    return frame -> truth(value.in(frame) != null);
  }

  static Test known(Test value) {
    return frame -> truth(value.in(frame) != UNKNOWN);
  }

  private interface TextRelation {
    boolean holds(String left, String right);
  }

  private static Test both(Wording left, Wording right, TextRelation relation) {
    return frame -> {
      @Nullable String a = left.in(frame);
      @Nullable String b = right.in(frame);
      return a == null || b == null ? UNKNOWN : truth(relation.holds(a, b));
    };
  }

  private static Truth truth(boolean value) {
    return value ? TRUE : FALSE;
  }
}
