package org.aisle.backend.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetBook.NewAsset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;

/** Creates an asset for each row, attaches its device and puts it at its place. */
record AssetRows(Apps apps, AssetBook book, Assets assets, InstantSource time)
    implements RowAction {

  @Override
  public List<String> columns() {
    return List.of("id", "name", "kind", "type", "place", "device", "from");
  }

  @Override
  public int required() {
    return 2;
  }

  @Override
  public Outcome<Created> apply(AppId app, Map<String, String> cells) {
    String id = cells.getOrDefault("id", "");
    Instant from;
    try {
      from = from(app, cells.get("from"));
    } catch (DateTimeException e) {
      return Outcome.Refused.because(
          "import.from", "Write the column from as 2026-11-20 or 2026-11-20T14:30:00Z.");
    }
    Outcome<Asset> outcome =
        book.create(
            app,
            new NewAsset(
                id,
                cells.getOrDefault("name", ""),
                cells.get("kind"),
                cells.get("type"),
                RowAction.properties(cells)));
    String device = cells.get("device");
    if (outcome instanceof Outcome.Done<Asset> && device != null) {
      outcome =
          DeviceId.isValid(device)
              ? book.attach(app, id, new DeviceId(device), from, null)
              : Outcome.Refused.because(
                  "device.unknown", "The column device holds the id of no device.");
    }
    String place = cells.get("place");
    if (outcome instanceof Outcome.Done<Asset> && place != null) {
      outcome = assets.bindPlace(app, id, place, from);
    }
    return switch (outcome) {
      case Outcome.Done<Asset> done -> new Outcome.Done<>(new Created(null));
      case Outcome.Refused<Asset>(var problems) -> new Outcome.Refused<>(problems);
    };
  }

  /** A date begins at midnight where the app is. */
  private Instant from(AppId app, @org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return time.instant();
    }
    if (text.length() == 10) {
      ZoneId zone = apps.find(app).map(App::zone).orElse(java.time.ZoneOffset.UTC);
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    return OffsetDateTime.parse(text).toInstant();
  }
}
