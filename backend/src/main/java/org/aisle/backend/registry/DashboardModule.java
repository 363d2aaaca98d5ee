package org.aisle.backend.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.aisle.templates.dashboard.Tile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.module.SimpleModule;

/** Lets JSON tell the kinds of tiles apart, by {@code type}. */
@Component
class DashboardModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  DashboardModule() {
    super("aisle-dashboards");
    setMixInAnnotation(Tile.class, Kinds.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Tile.Kpi.class, name = "kpi"),
    @JsonSubTypes.Type(value = Tile.LastValue.class, name = "last-value"),
    @JsonSubTypes.Type(value = Tile.LineChart.class, name = "line-chart"),
    @JsonSubTypes.Type(value = Tile.Gauge.class, name = "gauge"),
    @JsonSubTypes.Type(value = Tile.Bar.class, name = "bar"),
    @JsonSubTypes.Type(value = Tile.Pie.class, name = "pie"),
    @JsonSubTypes.Type(value = Tile.HeatMap.class, name = "heat-map"),
    @JsonSubTypes.Type(value = Tile.Funnel.class, name = "funnel"),
    @JsonSubTypes.Type(value = Tile.MapTile.class, name = "map"),
    @JsonSubTypes.Type(value = Tile.WorstTable.class, name = "worst-table"),
    @JsonSubTypes.Type(value = Tile.StateTimeline.class, name = "state-timeline"),
    @JsonSubTypes.Type(value = Tile.DeviceCount.class, name = "device-count"),
    @JsonSubTypes.Type(value = Tile.AlertList.class, name = "alert-list"),
    @JsonSubTypes.Type(value = Tile.EventHistory.class, name = "event-history"),
    @JsonSubTypes.Type(value = Tile.FloorPlan.class, name = "floor-plan"),
    @JsonSubTypes.Type(value = Tile.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Tile.Label.class, name = "label"),
    @JsonSubTypes.Type(value = Tile.Markdown.class, name = "markdown"),
    @JsonSubTypes.Type(value = Tile.Properties.class, name = "properties"),
    @JsonSubTypes.Type(value = Tile.JourneyStrip.class, name = "journey-strip")
  })
  private interface Kinds {
    /** What every tile says of itself stands among the keys of its kind. */
    @JsonUnwrapped
    Tile.Frame frame();
  }
}
