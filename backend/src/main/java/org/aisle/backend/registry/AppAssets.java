package org.aisle.backend.registry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** The asset types and assets an app starts with, inside the caller's transaction. */
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

  /**
   * After the fleet: what each device is attached to, and the assets that no device is attached to.
   * Their history begins before the app does: it has always been so.
   */
  void seed(AppId app, AppTemplate template, Problems problems) {
    Map<String, SeededAsset> all = new LinkedHashMap<>();
    template.assets().forEach(asset -> all.put(asset.id(), asset));
    for (Member member : template.fleet().members()) {
      if (member.attachedTo().filter(member.device()::equals).isPresent()) {
        all.putIfAbsent(member.device(), own(member, template));
      }
    }
    all.values().forEach(asset -> assets.make(app, asset));
    for (Member member : template.fleet().members()) {
      String asset = member.attachedTo().orElse("");
      if (all.containsKey(asset)) {
        assets.carry(app, asset, member.device());
      } else if (!member.detached()) {
        problems.add(
            "app-template.asset-invalid",
            "Correct the simulated device %s of the app template: there is no asset %s."
                .formatted(Problems.quoted(member.device()), Problems.quoted(asset)));
      }
    }
    types(app, template, problems);
  }

  private static SeededAsset own(Member member, AppTemplate template) {
    return new SeededAsset(
        member.device(),
        member.name(),
        template
            .deviceTemplate(member.template())
            .map(DeviceTemplate::displayName)
            .orElse(member.template()),
        null,
        member.place(),
        Map.of());
  }

  private void types(AppId app, AppTemplate template, Problems problems) {
    Map<String, AssetType> byId = new HashMap<>();
    template.assetTypes().forEach(type -> byId.put(type.id(), type));
    for (SeededAsset seeded : template.assets()) {
      String wanted = seeded.type();
      AssetType type = wanted == null ? null : byId.get(wanted);
      if (type != null) {
        book.seed(app, seeded, type, problems);
      } else if (wanted != null) {
        problems.add(
            "app-template.asset-invalid",
            "Correct the asset %s of the app template: there is no asset type %s."
                .formatted(Problems.quoted(seeded.id()), Problems.quoted(wanted)));
      }
    }
  }
}
