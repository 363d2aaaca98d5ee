package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.Tone;
import org.aisle.ui.map.DeviceMap.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How markers look by the value of a boolean or enum: a colour and one or two letters. Colours
 * repeat after eight states, letters don't.
 */
final class StateKinds {

  private static final int COLOURS = 8;

  private final Map<String, Kind> byState;

  private StateKinds(Map<String, Kind> byState) {
    this.byState = byState;
  }

  /** Null for a field that is no state. */
  static @Nullable StateKinds of(Field field) {
    Map<String, String> names = new LinkedHashMap<>();
    if (field.type() instanceof FieldType.Bool) {
      names.put("true", "Yes");
      names.put("false", "No");
    } else if (field.type() instanceof FieldType.Choice choice) {
      choice.options().forEach(option -> names.put(option.name(), option.displayName()));
    } else {
      return null;
    }
    Map<String, Kind> kinds = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    names.forEach(
        (state, name) ->
            kinds.put(
                state, new Kind("state-" + kinds.size() % COLOURS, name, letters(name, taken))));
    return new StateKinds(kinds);
  }

  /** The first letter and, where that is taken, the first of the others that is free with it. */
  private static String letters(String name, Set<String> taken) {
    String word = name.strip().toUpperCase(Locale.ROOT);
    List<String> candidates = new ArrayList<>();
    if (!word.isEmpty()) {
      candidates.add(word.substring(0, 1));
      for (int i = 1; i < word.length(); i++) {
        if (Character.isLetterOrDigit(word.charAt(i))) {
          candidates.add(word.substring(0, 1) + word.substring(i, i + 1).toLowerCase(Locale.ROOT));
        }
      }
    }
    for (int i = 1; i <= taken.size() + 1; i++) {
      candidates.add(Integer.toString(i));
    }
    for (String candidate : candidates) {
      if (taken.add(candidate)) {
        return candidate;
      }
    }
    return "?";
  }

  /** Silent ones first, then the states in their order, then those that said nothing. */
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(Kind.of(Tone.STALE));
    kinds.addAll(byState.values());
    kinds.add(Kind.of(Tone.PLAIN));
    return kinds;
  }

  Kind kind(@Nullable Value value, Tone otherwise) {
    String state =
        switch (value) {
          case Value.Flag flag -> Boolean.toString(flag.value());
          case Value.Text text -> text.value();
          case null, default -> "";
        };
    return byState.getOrDefault(state, Kind.of(otherwise));
  }
}
