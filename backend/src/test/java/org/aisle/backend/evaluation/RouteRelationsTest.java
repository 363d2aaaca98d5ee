package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Route.Leg;
import org.aisle.templates.place.Route.Mode;
import org.junit.jupiter.api.Test;

class RouteRelationsTest {

  private static final GeoPosition GOTHENBURG = new GeoPosition(57.69, 11.86);
  private static final GeoPosition SKAGEN = new GeoPosition(57.85, 10.70);
  private static final GeoPosition GHENT = new GeoPosition(51.11, 3.75);
  private static final GeoPosition BRUSSELS = new GeoPosition(50.90, 4.40);

  private final RouteRelations routes =
      new RouteRelations(
          List.of(
              new Route(
                  "gothenburg-brussels",
                  "Gothenburg to Brussels",
                  Duration.ZERO,
                  List.of(
                      leg(Mode.SHIP, "gothenburg", "ghent", GOTHENBURG, SKAGEN, GHENT),
                      leg(Mode.TRUCK, "ghent", "brussels", GHENT, BRUSSELS)))));

  @Test
  void what_is_left_is_the_rest_of_this_leg_and_those_after_it() {
    RouteRelations.Passed at = passed(SKAGEN);
    assertThat(at.metres()).isLessThan(1);
    assertThat(at.left())
        .isCloseTo(SKAGEN.metresTo(GHENT) + GHENT.metresTo(BRUSSELS), within(15_000.0));
    assertThat(at.mode()).isEqualTo("ship");
    assertThat(passed(BRUSSELS).left()).isCloseTo(0, within(1.0));
    assertThat(passed(BRUSSELS).mode()).isEqualTo("truck");
  }

  @Test
  void a_position_beside_the_route_is_off_it() {
    assertThat(passed(new GeoPosition(58.85, 10.70)).metres()).isBetween(110_000.0, 112_000.0);
  }

  @Test
  void of_a_route_that_does_not_exist_nothing_is_known() {
    assertThat(routes.passed("nowhere", 50, 4)).isNull();
    assertThat(passed(SKAGEN)).isNotNull();
  }

  private RouteRelations.Passed passed(GeoPosition at) {
    RouteRelations.Passed passed = routes.passed("gothenburg-brussels", at.lat(), at.lon());
    assertThat(passed).isNotNull();
    return passed;
  }

  private static Leg leg(Mode mode, String from, String to, GeoPosition... line) {
    return new Leg(mode, from, to, Duration.ZERO, List.of(line));
  }
}
