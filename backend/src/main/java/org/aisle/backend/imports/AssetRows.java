package org.aisle.backend.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetBook.NewAsset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Places;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/** Creates an asset for each row, attaches its device and puts it at its place. */
record AssetRows(
    Apps apps, Devices devices, Places places, AssetBook book, Assets assets, InstantSource time)
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
    List<Problem> problems = new ArrayList<>();
    Instant from = from(app, cells.get("from"), problems);
    boolean made =
        done(
            book.create(
                app,
                new NewAsset(
                    id,
                    cells.getOrDefault("name", ""),
                    cells.get("kind"),
                    cells.get("type"),
                    RowAction.properties(cells))),
            problems);
    String device = cells.get("device");
    if (device != null && !known(app, device)) {
      problems.add(
          new Problem(
              "device.unknown", "The column device holds the id of no device: register it first."));
    } else if (device != null && made) {
      done(book.attach(app, id, new DeviceId(device), from, null), problems);
    }
    String place = cells.get("place");
    if (place != null && places.find(app, place).isEmpty()) {
      problems.add(
          new Problem(
              "place.unknown", "The column place holds the id of no place: create it first."));
    } else if (place != null && made) {
      done(assets.bindPlace(app, id, place, from), problems);
    }
    return problems.isEmpty()
        ? new Outcome.Done<>(new Created(null))
        : new Outcome.Refused<>(problems);
  }

  private boolean known(AppId app, String device) {
    return DeviceId.isValid(device)
        && devices.find(new DeviceRef(app, new DeviceId(device))).isPresent();
  }

  private static boolean done(Outcome<Asset> outcome, List<Problem> problems) {
    return switch (outcome) {
      case Outcome.Done<Asset> done -> true;
      case Outcome.Refused<Asset>(var all) -> {
        problems.addAll(all);
        yield false;
      }
    };
  }

  /** A date begins at midnight where the app is; now, and a problem, for what is no moment. */
  private Instant from(
      AppId app, @org.jspecify.annotations.Nullable String text, List<Problem> problems) {
    Instant now = time.instant();
    try {
      if (text == null) {
        return now;
      }
      if (text.length() == 10) {
        ZoneId zone = apps.find(app).map(App::zone).orElse(java.time.ZoneOffset.UTC);
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      problems.add(
          new Problem(
              "import.from", "Write the column from as 2026-11-20 or 2026-11-20T14:30:00Z."));
      return now;
    }
  }
}
