package org.aisle.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Dashboards;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.chart.LineChart;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeIncidents;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.MapTiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class LineChartTileTest {

  private static ConfigurableApplicationContext server;

  @BeforeAll
  static void start() {
    server = FakeServer.start("0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void its_limits_and_the_alerts_of_its_devices_are_sent_with_its_lines() {
    JsonNode model = model("figures", "Three coolers");
    assertThat(model.path("min").doubleValue()).isZero();
    assertThat(model.path("max").doubleValue()).isEqualTo(7);
    Alert warm = server.getBean(Alerts.class).find(FakeFleet.APP, FakeIncidents.WARM).orElseThrow();
    List<JsonNode> stretches =
        StreamSupport.stream(model.path("marks").path("stretches").spliterator(), false).toList();
    assertThat(stretches)
        .as("one that is not over lasts to the end of the range")
        .anySatisfy(
            stretch -> {
              assertThat(stretch.path("text").asString()).isEqualTo(warm.ruleName());
              assertThat(stretch.path("kind").asString()).isEqualTo("alert");
              assertThat(stretch.path("from").longValue())
                  .isEqualTo(warm.occurrence().startedAt().toEpochMilli());
              assertThat(stretch.path("to").longValue()).isEqualTo(model.path("to").longValue());
            });
    assertThat(stretches)
        .as("alerts of other devices, and withdrawn ones")
        .noneMatch(stretch -> stretch.path("text").asString().equals("Silent for an hour"));
  }

  @Test
  void a_chart_that_does_not_ask_for_alerts_is_sent_none() {
    assertThat(model("operations", "Temperature by outlet").has("marks")).isFalse();
  }

  private static JsonNode model(String id, String title) {
    App app = server.getBean(Apps.class).find(FakeFleet.APP).orElseThrow();
    Dashboard dashboard =
        server.getBean(Dashboards.class).find(FakeFleet.APP, id, "").orElseThrow().dashboard();
    Tile tile =
        dashboard.tiles().stream().filter(t -> t.title().equals(title)).findFirst().orElseThrow();
    Address address = new Address(FakeFleet.APP, id, Duration.ofHours(24), Filter.NONE);
    FleetReader reader = server.getBean(FleetReader.class);
    Fleet fleet = reader.read(app, dashboard, address).of(dashboard, tile);
    TileView view =
        new TileViews(
                ValueFormat.ofReader(app.zone()),
                reader,
                server.getBean(MapTiles.class),
                (page, question) -> {})
            .of(tile, 0);
    UI page = new UI();
    page.add(view.panel());
    view.read(fleet).run();
    return (JsonNode)
        view.panel()
            .getElement()
            .getChildren()
            .flatMap(child -> child.getChildren())
            .flatMap(child -> child.getComponent().stream())
            .filter(LineChart.class::isInstance)
            .map(chart -> chart.getElement().getPropertyRaw("model"))
            .findFirst()
            .orElseThrow();
  }
}
