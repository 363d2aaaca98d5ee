package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.identity.AppId;

/** The asset types of an app. Thread-safe. */
public interface AssetTypeCatalogue {

  /** In the order in which they were declared. */
  List<AssetType> all(AppId app);

  Optional<AssetType> find(AppId app, String id);

  /**
   * Declares an asset type or changes it. Properties of one name are of one kind in all types of an
   * app, since rules call them by that name.
   */
  Outcome<AssetType> put(AppId app, String id, String name, List<PropertyDraft> properties);

  /** Refused while assets are of it. */
  Outcome<AssetType> remove(AppId app, String id);
}
