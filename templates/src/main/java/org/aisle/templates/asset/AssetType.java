package org.aisle.templates.asset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.DeviceTemplate.Property;
import org.aisle.templates.definition.Field;

/**
 * A kind of asset: which properties a cooler, display or shipment has whatever device is attached.
 *
 * @param id unique in its app: {@code a-z}, 0-9 and '-'
 * @param model an interface with nothing but properties
 */
public record AssetType(String id, String name, DeviceTemplate model) {

  /** Its properties in their order. */
  public List<Field> fields() {
    return model.properties().stream().map(Property::field).toList();
  }

  public Optional<Field> field(String path) {
    return fields().stream().filter(f -> f.path().equals(path)).findFirst();
  }

  /**
   * What may be said about assets of any of these types: of properties with one name the first; all
   * of one name are of one kind where {@link AssetTypes#clashes} finds nothing.
   */
  public static List<Field> fields(Collection<AssetType> types) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (AssetType type : types) {
      type.fields().stream().filter(f -> names.add(f.path())).forEach(fields::add);
    }
    return List.copyOf(fields);
  }
}
