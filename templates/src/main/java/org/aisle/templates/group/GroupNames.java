package org.aisle.templates.group;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query may name; null means anything.
 *
 * @param templates the last segments of device templates
 * @param properties of devices, by path
 * @param assetProperties by path
 */
public record GroupNames(
    @Nullable Set<String> templates,
    @Nullable Set<String> properties,
    @Nullable Set<String> assetProperties,
    @Nullable Set<String> assetTypes,
    @Nullable Set<String> places,
    @Nullable Set<String> organisations) {

  /** Where nothing is known. */
  public static final GroupNames ANY = new GroupNames(null, null, null, null, null, null);

  /** What may be named after that attribute, or as its value; empty for anything. */
  Optional<Set<String>> of(Attribute.Kind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case TEMPLATE -> templates;
          case PROPERTY -> properties;
          case ASSET -> assetProperties;
          case ASSET_TYPE -> assetTypes;
          case PLACE -> places;
          case ORGANISATION -> organisations;
          case DEVICE, NAME, ENABLED, SIMULATED, GATEWAY, VIA -> null;
        });
  }
}
