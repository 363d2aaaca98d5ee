package org.aisle.backend.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** The asset types and typed assets an app starts with, inside the caller's transaction. */
@Component
class AppAssets {

  private final JdbcAssetTypes types;
  private final JdbcAssets assets;
  private final JdbcAssetBook book;

  AppAssets(JdbcAssetTypes types, JdbcAssets assets, JdbcAssetBook book) {
    this.types = types;
    this.assets = assets;
    this.book = book;
  }

  void types(AppId app, List<AssetType> declared) {
    declared.forEach(type -> types.upsert(app, type));
  }

  /** After the fleet: a simulated device has brought an asset of its own. */
  void seed(AppId app, AppTemplate template, Problems problems) {
    Map<String, AssetType> byId = new HashMap<>();
    template.assetTypes().forEach(type -> byId.put(type.id(), type));
    for (SeededAsset seeded : template.assets()) {
      AssetType type = byId.get(seeded.type());
      Asset asset = assets.find(app, seeded.device()).orElse(null);
      if (type == null || asset == null) {
        problems.add(
            "app-template.asset-invalid",
            "Correct the asset of %s in the app template: there is no such device or type."
                .formatted(Problems.quoted(seeded.device())));
      } else {
        book.seed(app, asset, type, seeded.properties(), problems);
      }
    }
  }
}
