package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Where each value of one template's devices lies in a {@link LiveFrame}. Immutable. */
final class Layout {

  /**
   * A measured field.
   *
   * @param slot of its value, or -1 where it has only components
   * @param components the slots of latitude, longitude, altitude or of x, y, z, magnitude
   */
  record Input(Field field, int slot, int[] components) {

    /** A slot that has a moment whenever the field has a value. */
    int witness() {
      return slot >= 0 ? slot : components[0];
    }
  }

  private final Vocabulary vocabulary;
  private final List<Name> names;
  private final Map<String, Name> byName = new HashMap<>();
  private final Map<String, Input> inputs = new HashMap<>();
  private final Set<String> properties = new HashSet<>();
  private final int places;
  private final @Nullable Input position;

  /**
   * @param assets the properties that assets may have
   */
  Layout(DeviceTemplate template, List<Field> assets) {
    this.vocabulary = Vocabulary.of(template, assets);
    this.names = vocabulary.names();
    names.forEach(n -> byName.put(n.name(), n));
    this.places =
        (int) names.stream().takeWhile(n -> !(n.source() instanceof Source.OfPlace)).count();
    Input first = null;
    for (Field field : template.telemetry()) {
      Input input = input(field);
      if (input.slot >= 0 || input.components.length > 0) {
        inputs.put(field.path(), input);
        if (first == null && field.type() instanceof FieldType.GeoPoint) {
          first = input;
        }
      }
    }
    this.position = first;
    template.properties().forEach(p -> properties.add(p.field().path()));
  }

  private Input input(Field field) {
    List<Integer> components = new ArrayList<>();
    int slot = -1;
    for (Name name : names) {
      if (name.source() instanceof Source.OfField of
          && !of.derived()
          && of.field().path().equals(field.path())) {
        if (of.component() == null) {
          slot = name.slot();
        } else {
          components.add(name.slot());
        }
      }
    }
    return new Input(field, slot, components.stream().mapToInt(Integer::intValue).toArray());
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  List<Name> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  /** The first slot of a relation to places; all from here on are such. */
  int places() {
    return places;
  }

  @Nullable Input input(String path) {
    return inputs.get(path);
  }

  /** The device's position: the first field of that kind. */
  @Nullable Input position() {
    return position;
  }

  Optional<Name> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether a rule's filter of that name means a property of the asset, not of the device. */
  boolean ofAsset(String filter) {
    return filter.startsWith(Rule.ASSET) && !properties.contains(filter);
  }

  /** The slot of a derived field, or -1 where it has none. */
  int slot(String name) {
    Name found = byName.get(name);
    return found == null ? -1 : found.slot();
  }

  /** The slots of the measured fields among these names; any of them being observed is news. */
  int[] measured(Iterable<String> uses) {
    List<Integer> slots = new ArrayList<>();
    for (String use : uses) {
      Name name = byName.get(use);
      if (name == null) {
        continue;
      }
      if (name.source() instanceof Source.OfField of && !of.derived()) {
        slots.add(name.slot());
      } else if (name.source() instanceof Source.OfPlace && position != null) {
        slots.add(position.components()[0]);
      }
    }
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }
}
