package org.aisle.templates.group;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What a query compares with. Values of devices are texts in their canonical form. */
public sealed interface Literal {

  /** Texts that stand for a number; PostgreSQL is asked with the same expression. */
  String NUMBER = "^-?[0-9]{1,15}(\\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?$";

  Pattern NUMBERS = Pattern.compile(NUMBER);

  record Text(String text) implements Literal {}

  record Number(double number) implements Literal {}

  record Flag(boolean flag) implements Literal {}

  /** The number a value stands for, if it stands for one. */
  static OptionalDouble numeric(String value) {
    return NUMBERS.matcher(value).matches()
        ? OptionalDouble.of(Double.parseDouble(value))
        : OptionalDouble.empty();
  }

  /** Whether a device's value equals it. */
  default boolean equalTo(String value) {
    return switch (this) {
      case Text t -> t.text().equals(value);
      case Flag f -> String.valueOf(f.flag()).equals(value);
      case Number n -> {
        OptionalDouble number = numeric(value);
        yield number.isPresent() && number.getAsDouble() == n.number();
      }
    };
  }

  /** How a device's value compares with it; empty where that makes no sense. */
  default OptionalDouble compared(String value) {
    return switch (this) {
      case Text t ->
          OptionalDouble.of(
              Arrays.compareUnsigned(
                  value.getBytes(StandardCharsets.UTF_8),
                  t.text().getBytes(StandardCharsets.UTF_8)));
      case Flag f -> OptionalDouble.empty();
      case Number n -> {
        OptionalDouble number = numeric(value);
        yield number.isPresent()
            ? OptionalDouble.of(Double.compare(number.getAsDouble() + 0.0, n.number()))
            : OptionalDouble.empty();
      }
    };
  }

  /** As a query writes it. */
  default String written() {
    return switch (this) {
      case Text t -> quoted(t.text());
      case Flag f -> String.valueOf(f.flag());
      case Number(double n) -> n == Math.rint(n) ? String.valueOf((long) n) : String.valueOf(n);
    };
  }

  /** A text as a query writes it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
