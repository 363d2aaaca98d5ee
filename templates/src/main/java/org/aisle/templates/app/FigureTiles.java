package org.aisle.templates.app;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Goal;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.source.Spelling;

/** The kinds of tiles that show one thing in figures: a number, a count, a way through stages. */
final class FigureTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "kpi", FigureTiles::kpi,
          "last-value", FigureTiles::lastValue,
          "gauge", FigureTiles::gauge,
          "funnel", FigureTiles::funnel,
          "device-count", FigureTiles::deviceCount);

  private static final Map<String, Goal> GOALS = Words.of(Goal.values());
  private static final int MOST_STAGES = 12;

  private FigureTiles() {}

  private static Tile kpi(TileSource source, Frame frame) {
    Section s = source.keys();
    boolean share = s.flag("shareInBand", false);
    Band band = source.band("band");
    if (share && band == null) {
      s.fault("shareInBand", "app.band-missing", "A share in band needs a \"band\".");
    }
    if (s.has("targetIs") && !s.has("target")) {
      s.fault("targetIs", "app.target-missing", "Add the \"target\" that it speaks of.");
    }
    return new Tile.Kpi(
        frame,
        source.countable("field"),
        source.aggregate(Aggregate.AVG),
        band,
        share,
        s.optionalNumber("target"),
        s.choice("targetIs", GOALS, Goal.AT_LEAST),
        source.over(Over.LATEST),
        s.has("compare") ? s.duration("compare", Duration.ofMinutes(1)) : null);
  }

  private static Tile lastValue(TileSource source, Frame frame) {
    return new Tile.LastValue(
        frame, source.numeric("field"), source.device("device"), source.band("band"));
  }

  private static Tile gauge(TileSource source, Frame frame) {
    Section s = source.keys();
    double min = s.number("min", -1e12, 1e12);
    double max = s.number("max", -1e12, 1e12);
    if (s.has("min") && s.has("max") && min >= max) {
      s.fault("max", "app.scale", "The scale of a gauge ends above where it begins.");
    }
    return new Tile.Gauge(
        frame,
        source.numeric("field"),
        source.device("device"),
        source.aggregate(Aggregate.AVG),
        min,
        max,
        source.band("band"),
        s.optionalNumber("target"));
  }

  private static Tile funnel(TileSource source, Frame frame) {
    Section s = source.keys();
    List<String> stages = s.texts("stages");
    if (stages.size() < 2
        || stages.size() > MOST_STAGES
        || new LinkedHashSet<>(stages).size() < stages.size()) {
      s.fault(
          "stages",
          "app.stages",
          "A funnel has 2 to 12 \"stages\", none of them twice; list them.");
    }
    source
        .field("field")
        .ifPresent(
            field -> {
              if (field.type() instanceof FieldType.Choice choice) {
                List<String> values =
                    choice.options().stream().map(FieldType.Choice.Option::name).toList();
                stages.stream()
                    .filter(stage -> !values.contains(stage))
                    .forEach(
                        stage ->
                            s.fault(
                                "stages",
                                "app.stage-unknown",
                                "%s has no value \"%s\".%s"
                                    .formatted(field.path(), stage, Spelling.hint(stage, values))));
              } else {
                source.wrongKind("field", field, "is no enum");
              }
            });
    return new Tile.Funnel(frame, s.text("field"), stages);
  }

  private static Tile deviceCount(TileSource source, Frame frame) {
    Section s = source.keys();
    Map<String, String> where = s.textMap("where");
    where.keySet().forEach(property -> source.knownProperty("where", property));
    return new Tile.DeviceCount(frame, s.duration("fresh", Duration.ofSeconds(1)), where);
  }
}
