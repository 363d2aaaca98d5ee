package org.aisle.templates.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.PlanPosition;
import org.aisle.templates.source.Spelling;

/** Reads a tile of the kind {@code floor-plan}. */
final class FloorPlanReader {

  private static final double MOST = 1_000_000;
  private static final double PERCENT = 100;

  private FloorPlanReader() {}

  static Tile read(TileSource source, Frame frame) {
    Section s = source.keys();
    boolean reported = s.has("x") || s.has("y");
    String x = reported ? source.numeric("x") : null;
    String y = reported ? source.numeric("y") : null;
    if (!reported && !s.has("positions")) {
      s.fault(
          "positions",
          "app.positions-missing",
          "A floor plan needs the fields \"x\" and \"y\", or \"positions\" of devices.");
    }
    boolean scaled = reported || s.has("width") || s.has("depth");
    double width = scaled ? length(s, "width") : PERCENT;
    double depth = scaled ? length(s, "depth") : PERCENT;
    return new Tile.FloorPlan(
        frame,
        WordTiles.image(source),
        s.has("alt") ? WordTiles.alt(s) : "The plan of " + frame.title(),
        width,
        depth,
        x,
        y,
        positions(source, width, depth),
        s.has("field") ? source.numeric("field") : null,
        source.band("band"));
  }

  private static double length(Section s, String key) {
    double length = s.number(key, 0, MOST);
    if (length <= 0 && s.has(key)) {
      s.fault(key, "app.number-range", "\"%s\" is greater than 0.".formatted(key));
    }
    return length;
  }

  private static Map<String, PlanPosition> positions(
      TileSource source, double width, double depth) {
    Section s = source.keys();
    Set<String> devices = source.scope().devices();
    Map<String, PlanPosition> positions = new LinkedHashMap<>();
    s.pairs("positions")
        .forEach(
            (device, pair) -> {
              if (!source.scope().open() && !devices.contains(device)) {
                s.faultIn(
                    "positions",
                    device,
                    "app.device-unknown",
                    "There is no device \"%s\".%s"
                        .formatted(device, Spelling.hint(device, devices)));
              } else if (pair[0] < 0 || pair[0] > width || pair[1] < 0 || pair[1] > depth) {
                s.faultIn(
                    "positions",
                    device,
                    "app.position",
                    "%s stands outside the plan; it reaches from [0, 0] to [%s, %s]."
                        .formatted(device, Section.plain(width), Section.plain(depth)));
              }
              positions.put(device, new PlanPosition(pair[0], pair[1]));
            });
    return positions;
  }
}
