package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;

/**
 * The device templates that an app's other files may name.
 *
 * @param sound those that were read without a fault
 * @param faulty outlines of the others
 * @param open whether a model could not be read even so far, so that it may declare any name
 */
record ModelNames(List<DeviceTemplate> sound, List<ModelOutline> faulty, boolean open) {

  ModelNames {
    sound = List.copyOf(sound);
    faulty = List.copyOf(faulty);
  }

  Optional<DeviceTemplate> template(String name) {
    return sound.stream().filter(t -> t.id().lastSegment().equals(name)).findFirst();
  }

  Optional<ModelOutline> outline(String name) {
    return faulty.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  boolean mayExist(String name) {
    return open || template(name).isPresent() || outline(name).isPresent();
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    sound.forEach(t -> names.add(t.id().lastSegment()));
    faulty.forEach(o -> names.add(o.name()));
    return names;
  }

  /** Whether some device template has that property, or may have it. */
  boolean mayHaveProperty(String path) {
    return open
        || faulty.stream().anyMatch(o -> o.mayHaveProperty(path))
        || sound.stream().anyMatch(t -> t.property(path).isPresent());
  }

  /** Every property that could be read. */
  List<String> properties() {
    List<String> paths = new ArrayList<>();
    sound.forEach(t -> t.properties().forEach(p -> paths.add(p.field().path())));
    faulty.forEach(o -> paths.addAll(o.properties()));
    return paths;
  }
}
