package org.aisle.templates.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.definition.Field;
import org.aisle.templates.rule.Severity;

/** The kinds of tiles that show things: where they are, what happened to them, what they say. */
final class ThingTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "map", ThingTiles::map,
          "floor-plan", FloorPlanReader::read,
          "state-timeline", ThingTiles::stateTimeline,
          "journey-strip", ThingTiles::journeyStrip,
          "alert-list", ThingTiles::alertList,
          "event-history", ThingTiles::eventHistory,
          "properties", ThingTiles::properties);

  private static final Map<String, Severity> SEVERITIES = Words.of(Severity.values());

  private static final int MOST_FIELDS = 8;

  private ThingTiles() {}

  private static Tile map(TileSource source, Frame frame) {
    Section s = source.keys();
    Band band = source.band("band");
    Optional<Field> field = source.field("field");
    if (field.isPresent() && !field.get().numeric()) {
      source.state("field");
      if (band != null) {
        s.misfit(
            "band",
            "app.band",
            "%s is no number; remove the \"band\".".formatted(field.get().path()));
      }
    }
    boolean path = s.flag("path", false);
    String device = source.device("device");
    if (device != null && !path) {
      s.fault("device", "app.path-missing", "A \"device\" of a map needs \"path: true\".");
    }
    return new Tile.MapTile(
        frame, source.location("location"), s.optionalText("field"), band, path, device);
  }

  private static Tile stateTimeline(TileSource source, Frame frame) {
    return new Tile.StateTimeline(
        frame,
        source.state("field"),
        source.device("device"),
        source.keys().whole("rows", 1, 100, 10));
  }

  private static Tile alertList(TileSource source, Frame frame) {
    Section s = source.keys();
    return new Tile.AlertList(
        frame, s.choice("severity", SEVERITIES, Severity.INFORMATION), s.whole("rows", 1, 100, 8));
  }

  private static Tile eventHistory(TileSource source, Frame frame) {
    List<String> fields = source.keys().texts("fields");
    if (fields.size() > MOST_FIELDS) {
      source.keys().fault("fields", "app.fields-number", "There are at most 8 \"fields\".");
    }
    for (String name : fields) {
      source
          .known("fields", name)
          .filter(field -> !TileSource.isState(field))
          .ifPresent(field -> source.wrongKind("fields", field, "is neither boolean nor enum"));
    }
    return new Tile.EventHistory(
        frame, fields, source.device("device"), source.keys().whole("rows", 1, 100, 10));
  }

  private static Tile properties(TileSource source, Frame frame) {
    List<String> fields = source.keys().texts("fields");
    if (fields.isEmpty()) {
      source
          .keys()
          .fault("fields", "app.fields-number", "Name at least one property as \"fields\".");
    }
    fields.forEach(name -> source.knownProperty("fields", name));
    return new Tile.Properties(frame, source.device("device"), fields);
  }

  private static Tile journeyStrip(TileSource source, Frame frame) {
    String stage = source.state("stage");
    Section excursion = source.keys().section("excursion");
    String field = null;
    Band band = null;
    if (excursion != null) {
      TileSource part = source.part(excursion);
      field = part.numeric("field");
      band = part.band("band");
      if (!excursion.has("band")) {
        excursion.fault("field", "app.band-missing", "An excursion needs a \"band\".");
      }
      excursion.end();
    }
    return new Tile.JourneyStrip(
        frame, stage, field, band, source.device("device"), source.keys().whole("rows", 1, 40, 8));
  }
}
