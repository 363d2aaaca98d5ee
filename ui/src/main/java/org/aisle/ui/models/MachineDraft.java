package org.aisle.ui.models;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.definition.Derivation.StateMachine;
import org.aisle.templates.definition.FieldType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A state machine as a form shows it, sound or not.
 *
 * @param initial perhaps empty
 */
record MachineDraft(List<State> states, String initial, List<Step> steps) {

  static final MachineDraft BLANK = new MachineDraft(List.of(), "", List.of());

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> OF_MACHINE = Set.of("kind", "initial", "transitions");
  private static final Set<String> OF_STEP = Set.of("from", "to", "when", "for");

  /**
   * A value of the Enum.
   *
   * @param label what people read, in the first language; perhaps empty
   * @param source all that the Enum says of it; null for a new one
   */
  record State(String name, String label, @Nullable ObjectNode source) {}

  /**
   * A transition.
   *
   * @param from null for any state
   * @param holdFor null for at once
   */
  record Step(@Nullable String from, String to, String when, @Nullable Duration holdFor) {}

  MachineDraft {
    states = List.copyOf(states);
    steps = List.copyOf(steps);
  }

  /** Empty when a form could not show all that the texts say. */
  static Optional<MachineDraft> of(String schema, String derivation) {
    if (!(tree(derivation) instanceof ObjectNode machine)
        || !OF_MACHINE.containsAll(machine.propertyNames())
        || !machine.path("kind").asString("").equals("stateMachine")
        || !(machine.get("transitions") instanceof ArrayNode list)
        || !isText(machine, "initial")) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    for (JsonNode item : list) {
      Optional<Step> step = step(item);
      if (step.isEmpty()) {
        return Optional.empty();
      }
      steps.add(step.get());
    }
    return states(schema)
        .map(states -> new MachineDraft(states, machine.path("initial").asString(""), steps));
  }

  /** One that was read without a fault. */
  static MachineDraft of(FieldType.Choice choice, StateMachine machine) {
    return new MachineDraft(
        choice.options().stream()
            .map(option -> new State(option.name(), option.displayName(), null))
            .toList(),
        machine.initial(),
        machine.transitions().stream()
            .map(t -> new Step(t.from(), t.to(), t.condition(), t.holdFor()))
            .toList());
  }

  private static Optional<Step> step(JsonNode item) {
    if (!(item instanceof ObjectNode step)
        || !OF_STEP.containsAll(step.propertyNames())
        || !OF_STEP.stream().allMatch(key -> isText(step, key))) {
      return Optional.empty();
    }
    try {
      Duration holdFor = step.has("for") ? Duration.parse(step.path("for").asString("")) : null;
      if (holdFor != null && holdFor.isNegative()) {
        return Optional.empty();
      }
      return Optional.of(
          new Step(
              step.has("from") ? step.path("from").asString("") : null,
              step.path("to").asString(""),
              step.path("when").asString(""),
              holdFor));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<State>> states(String schema) {
    if (!(tree(schema) instanceof ObjectNode source)
        || !source.path("@type").toString().contains("\"Enum\"")
        || !source.path("valueSchema").asString("").equals("string")
        || !(source.get("enumValues") instanceof ArrayNode values)) {
      return Optional.empty();
    }
    List<State> states = new ArrayList<>();
    for (JsonNode value : values) {
      if (!(value instanceof ObjectNode state) || !isText(state, "name")) {
        return Optional.empty();
      }
      states.add(new State(state.path("name").asString(""), label(state), state));
    }
    return Optional.of(states);
  }

  private static boolean isText(ObjectNode of, String key) {
    JsonNode value = of.get(key);
    return value == null || value.isString();
  }

  private static @Nullable JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What people read of a state, or its name where there is nothing to read. */
  String words(String state) {
    return states.stream()
        .filter(s -> s.name().equals(state) && !s.label().isBlank())
        .findFirst()
        .map(State::label)
        .orElse(state);
  }

  /**
   * The Enum of the states.
   *
   * @param before the schema that it replaces: what else that says stays; empty for none
   */
  String schema(String before) {
    ObjectNode schema =
        tree(before) instanceof ObjectNode source && source.has("enumValues")
            ? source
            : JsonNodeFactory.instance
                .objectNode()
                .put("@type", "Enum")
                .put("valueSchema", "string");
    ArrayNode values = schema.putArray("enumValues");
    states.forEach(state -> values.add(json(state)));
    return schema.toString();
  }

  private static ObjectNode json(State state) {
    ObjectNode source = state.source();
    ObjectNode made = source == null ? JsonNodeFactory.instance.objectNode() : source.deepCopy();
    String was = made.path("name").asString("");
    made.put("name", state.name());
    if (!state.label().equals(label(made))) {
      label(made, state.label());
    }
    if (source == null || made.path("enumValue").asString("").equals(was)) {
      made.put("enumValue", state.name());
    }
    return made;
  }

  /** A plain text, or the first language's. */
  private static String label(ObjectNode of) {
    JsonNode label = of.path("displayName");
    return label instanceof ObjectNode languages
        ? languages.properties().stream()
            .findFirst()
            .map(first -> first.getValue().asString(""))
            .orElse("")
        : label.asString("");
  }

  private static void label(ObjectNode of, String text) {
    if (text.isEmpty()) {
      of.remove("displayName");
    } else if (of.get("displayName") instanceof ObjectNode languages && !languages.isEmpty()) {
      languages.put(languages.properties().stream().map(Map.Entry::getKey).findFirst().get(), text);
    } else {
      of.put("displayName", text);
    }
  }

  String derivation() {
    ObjectNode machine = JsonNodeFactory.instance.objectNode();
    machine.put("kind", "stateMachine").put("initial", initial);
    ArrayNode transitions = machine.putArray("transitions");
    for (Step step : steps) {
      ObjectNode transition = transitions.addObject();
      if (step.from() != null) {
        transition.put("from", step.from());
      }
      transition.put("to", step.to()).put("when", step.when());
      if (step.holdFor() != null && !step.holdFor().isZero()) {
        transition.put("for", step.holdFor().toString());
      }
    }
    return machine.toString();
  }
}
