package org.aisle.templates.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * The names that conditions about one device template may use, each with its slot in a {@link
 * Frame}. Immutable.
 *
 * <ul>
 *   <li>a field by its path: {@code internalTemperature}, {@code door.open}; a whole number is a
 *       number like any other
 *   <li>the components of a position or vector: {@code location.lat}, {@code .lon}, {@code .alt};
 *       {@code acceleration.x}, {@code .y}, {@code .z} and {@code .magnitude}
 *   <li>a property as it was at that moment: {@code property.setPoint}
 *   <li>a property that its asset had at that moment: {@code asset.maximumTemperature}; unknown
 *       while the device had no asset
 *   <li>where the device is, if its template has a position: {@code home.inside} and {@code
 *       home.metres} (the place its asset stands at), {@code here.id} and {@code here.kind} (the
 *       smallest place around it; empty when there is none)
 *   <li>how it keeps to the route that its property {@code route} names, if its template has that
 *       property, too: {@code route.metres} off it, {@code route.left} metres to go along it, and
 *       {@code route.mode} ({@code truck}, {@code ship})
 * </ul>
 */
public final class Vocabulary {

  /** What a name's values are. */
  public enum Kind {
    NUMBER,
    FLAG,
    TEXT
  }

  /** Where a name's values come from. */
  public sealed interface Source {
    /**
     * A measured or derived field.
     *
     * @param component {@code lat}, {@code magnitude}…, or null for a field of one value
     */
    record OfField(Field field, @Nullable String component, boolean derived) implements Source {}

    /** A property of the device. */
    record OfProperty(Field field) implements Source {}

    /** A property of the asset that the device is attached to. */
    record OfAsset(Field field) implements Source {}

    /** The device's position in relation to places. */
    record OfPlace(Relation relation) implements Source {}
  }

  /** How a position relates to places and to the device's route. */
  public enum Relation {
    HOME_INSIDE,
    HOME_METRES,
    HERE_ID,
    HERE_KIND,
    ROUTE_METRES,
    ROUTE_LEFT,
    ROUTE_MODE
  }

  /** One name. */
  public record Name(String name, Kind kind, Source source, int slot) {}

  private final List<Name> names;
  private final Map<String, Name> byName;

  private Vocabulary(List<Name> names) {
    this.names = List.copyOf(names);
    this.byName = names.stream().collect(Collectors.toUnmodifiableMap(Name::name, n -> n));
  }

  /** Everything that may be said about devices of this template, but nothing of their assets. */
  public static Vocabulary of(DeviceTemplate template) {
    return of(template, List.of());
  }

  /**
   * Everything that may be said about devices of this template.
   *
   * @param assets the properties that assets may have
   */
  public static Vocabulary of(DeviceTemplate template, List<Field> assets) {
    return new Vocabulary(VocabularyNames.of(template, assets));
  }

  /** In the order of their slots, which begin at 0. */
  public List<Name> names() {
    return names;
  }

  public Optional<Name> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
