package org.aisle.ui.dashboard;

import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.MapTiles;

/** Finds what draws a tile. */
final class TileViews {

  private final ValueFormat format;
  private final FleetReader reader;
  private final MapTiles maps;
  private final Background background;

  TileViews(ValueFormat format, FleetReader reader, MapTiles maps, Background background) {
    this.format = format;
    this.reader = reader;
    this.maps = maps;
    this.background = background;
  }

  /**
   * @param number of the tile on its dashboard
   */
  TileView of(Tile tile, int number) {
    return switch (tile) {
      case Tile.Kpi kpi ->
          new KpiTile(kpi, figures(tile), new TilePanel(tile, number, "number"), reader.numbers());
      case Tile.LastValue last ->
          new LastValueTile(
              last, figures(tile), new TilePanel(tile, number, "number"), reader.telemetry());
      case Tile.LineChart chart ->
          new LineChartTile(
              chart,
              figures(tile),
              new TilePanel(tile, number, "wide"),
              reader.telemetry(),
              reader.alerts(),
              background);
      case Tile.WorstTable worst ->
          new WorstTableTile(
              worst, figures(tile), new TilePanel(tile, number, "table"), reader.numbers());
      case Tile.Gauge gauge ->
          new GaugeTile(gauge, figures(tile), new TilePanel(tile, number, "number"));
      case Tile.Bar bar when bar.groupBy().equals(Tile.BY_TIME) ->
          new ColumnTile(bar, figures(tile), new TilePanel(tile, number, "wide"), reader.numbers());
      case Tile.Bar bar ->
          new BarTile(bar, figures(tile), new TilePanel(tile, number, "list"), reader.numbers());
      case Tile.Pie pie -> new PieTile(pie, figures(tile), new TilePanel(tile, number, "list"));
      case Tile.HeatMap heat ->
          new HeatMapTile(
              heat, figures(tile), new TilePanel(tile, number, "list"), reader.numbers());
      case Tile.Funnel funnel ->
          new FunnelTile(funnel, figures(tile), new TilePanel(tile, number, "list"));
      case Tile.DeviceCount count ->
          new DeviceCountTile(count, format, new TilePanel(tile, number, "number"));
      case Tile.MapTile map ->
          new MapTileView(
              map,
              figures(tile),
              new TilePanel(tile, number, "map"),
              new DeviceMap(map.title(), format, maps, MapTileView.empty(map)),
              reader.things());
      case Tile.StateTimeline states ->
          new TimelineTile(
              states, format, new TilePanel(tile, number, "wide"), reader.things().history());
      case Tile.AlertList list ->
          new AlertListTile(list, format, new TilePanel(tile, number, "alerts"), reader.alerts());
      case Tile.EventHistory events ->
          new EventHistoryTile(
              events, format, new TilePanel(tile, number, "alerts"), reader.things());
      case Tile.FloorPlan plan ->
          new FloorPlanTile(plan, figures(tile), new TilePanel(tile, number, "map"));
      case Tile.JourneyStrip strip ->
          new JourneyStripTile(
              strip, format, new TilePanel(tile, number, "wide"), reader.things().history());
      case Tile.Properties properties ->
          new PropertiesTile(
              properties,
              format,
              new TilePanel(tile, number, "words"),
              reader.things().properties());
      case Tile.Image image -> new ImageTile(image, new TilePanel(tile, number, "words"));
      case Tile.Label label ->
          new WordsTile(new TilePanel(tile, number, "words"), WordsTile.label(label));
      case Tile.Markdown text ->
          new WordsTile(new TilePanel(tile, number, "words"), ProseText.of(text.text()));
    };
  }

  private Figures figures(Tile tile) {
    return new Figures(format, tile.frame());
  }
}
