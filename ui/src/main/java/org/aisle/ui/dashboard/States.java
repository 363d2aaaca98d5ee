package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.ui.chart.Part;
import org.jspecify.annotations.Nullable;

/** The states of an enum or boolean field, in the order of its definition. */
record States(List<State> all) {

  static final String UNKNOWN = "";

  /** A state as it is stored and as it is called. */
  record State(String value, String name) {}

  static States of(Field field) {
    List<State> states = new ArrayList<>();
    if (field.type() instanceof FieldType.Choice choice) {
      choice.options().forEach(o -> states.add(new State(o.name(), o.displayName())));
    } else {
      states.add(new State("true", "Yes"));
      states.add(new State("false", "No"));
    }
    states.add(new State(UNKNOWN, "Unknown"));
    return new States(states);
  }

  static String key(@Nullable Value value) {
    return switch (value) {
      case Value.Flag f -> String.valueOf(f.value());
      case Value.Text t -> t.value();
      case null, default -> UNKNOWN;
    };
  }

  /** One part for each state, of numbers by stored state; unknown ones only where there are any. */
  List<Part> parts(Map<String, Double> numbers, java.util.function.DoubleFunction<String> text) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      State state = all.get(i);
      double number = numbers.getOrDefault(state.value(), 0.0);
      if (!state.value().equals(UNKNOWN) || number > 0) {
        parts.add(new Part(state.name(), Part.series(i), Math.max(0, number), text.apply(number)));
      }
    }
    return parts;
  }

  /** What the parts are called. */
  List<Part> legend() {
    List<Part> legend = new ArrayList<>();
    for (int i = 0; i < all.size() - 1; i++) {
      legend.add(new Part(all.get(i).name(), Part.series(i), 0, ""));
    }
    return legend;
  }
}
