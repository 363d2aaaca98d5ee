package org.aisle.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.PropertyTimes;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.map.PlannedRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Each question to the backend is one statement, or one per device template. */
class TileQuestionsTest {

  /** Of a tile: its number and its parts, or now and before, or lines, limits and alerts. */
  private static final int MOST_OF_A_TILE = 3;

  /** Of the page itself: groups, organisations, places, devices, latest values. */
  private static final int MOST_OF_A_PAGE = 8;

  private static ConfigurableApplicationContext server;
  private final List<String> questions = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = FakeServer.start("0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_tile_asks_few_questions_however_many_devices_it_shows() {
    App app = server.getBean(Apps.class).find(FakeFleet.APP).orElseThrow();
    List<String> kinds = new ArrayList<>();
    for (StoredDashboard stored : server.getBean(Dashboards.class).all(FakeFleet.APP, "")) {
      Dashboard dashboard = stored.dashboard();
      Address address =
          new Address(FakeFleet.APP, dashboard.id(), Duration.ofHours(24), Filter.NONE);
      questions.clear();
      Fleets fleets = reader().read(app, dashboard, address);
      assertThat(questions).as("of the page").hasSizeLessThanOrEqualTo(MOST_OF_A_PAGE);
      for (Tile tile : dashboard.tiles()) {
        kinds.add(tile.getClass().getSimpleName());
        Fleet fleet = fleets.of(dashboard, tile);
        List<String> ofAll = asked(tile, fleet);
        List<String> ofFew = asked(tile, fleet.only(first(fleet, 10)));
        assertThat(ofAll).as(tile.title()).hasSizeLessThanOrEqualTo(MOST_OF_A_TILE);
        assertThat(ofAll).as(tile.title()).hasSameSizeAs(ofFew);
      }
    }
    assertThat(kinds)
        .contains("LineChart", "Kpi", "Bar", "HeatMap", "WorstTable", "StateTimeline", "MapTile");
  }

  private static Predicate<Fleet.Member> first(Fleet fleet, int many) {
    return fleet.members().subList(0, many)::contains;
  }

  private List<String> asked(Tile tile, Fleet fleet) {
    TileView view =
        new TileViews(
                ValueFormat.ofReader(fleet.app().zone()),
                reader(),
                server.getBean(MapTiles.class),
                (page, question) -> {})
            .of(tile, 0);
    questions.clear();
    view.read(fleet);
    return List.copyOf(questions);
  }

  private FleetReader reader() {
    return new FleetReader(
        counted(Apps.class),
        counted(Telemetry.class),
        counted(FleetNumbers.class),
        counted(Devices.class),
        counted(Assets.class),
        server.getBean(DeviceTemplates.class),
        counted(DeviceGroups.class),
        new ThingSources(
            counted(Alerts.class),
            counted(FleetHistory.class),
            counted(PropertyTimes.class),
            server.getBean(PlannedRoutes.class)),
        server.getBean(InstantSource.class));
  }

  private <T> T counted(Class<T> type) {
    T bean = server.getBean(type);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              questions.add(type.getSimpleName() + "." + method.getName());
              try {
                return method.invoke(bean, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
