package org.aisle.templates.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class WayTest {

  private static final GeoPosition SANTOS = new GeoPosition(-23.97, -46.29);
  private static final GeoPosition CANARIES = new GeoPosition(29.5, -17.5);
  private static final GeoPosition OUESSANT = new GeoPosition(48.8, -5.9);

  private static final Way SEA = new Way(List.of(SANTOS, CANARIES, OUESSANT));

  @Property
  void equal_metres_along_it_are_equal_metres_on_the_earth(
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double here = share * (SEA.metres() - 1_000);
    double moved = SEA.at(here).metresTo(SEA.at(here + 1_000));
    // Less than a kilometre where it turns, never more.
    assertThat(moved).isLessThan(1_010).isGreaterThan(900);
  }

  @Property
  void a_point_on_it_is_found_where_it_is(@ForAll @DoubleRange(min = 0, max = 1) double share) {
    double along = share * SEA.metres();
    GeoPosition at = SEA.at(along);
    Way.Nearest nearest = SEA.nearest(at.lat(), at.lon());
    assertThat(nearest.off()).isLessThan(1);
    assertThat(nearest.along()).isCloseTo(along, within(30.0));
  }

  @Test
  void it_ends_where_it_ends() {
    assertThat(SEA.at(-5)).isEqualTo(SANTOS);
    assertThat(SEA.at(SEA.metres() + 5)).isEqualTo(OUESSANT);
    assertThat(new Way(List.of(SANTOS)).metres()).isZero();
    assertThat(new Way(List.of(SANTOS)).nearest(-23.97, -46.28).off()).isBetween(1_000.0, 1_100.0);
  }

  @Test
  void it_tells_how_far_off_a_position_is() {
    Way east = new Way(List.of(new GeoPosition(50, 8), new GeoPosition(50, 10)));
    Way.Nearest nearest = east.nearest(50.1, 9);
    assertThat(nearest.off()).isCloseTo(GeoPosition.metres(50, 9, 50.1, 9), within(20.0));
    assertThat(nearest.along()).isCloseTo(east.metres() / 2, within(200.0));
  }

  @Test
  void the_line_of_a_route_names_no_point_twice_in_a_row() {
    Route route =
        new Route(
            "coffee",
            "Coffee",
            Duration.ZERO,
            List.of(
                new Route.Leg(Route.Mode.TRUCK, "a", "b", Duration.ZERO, List.of(SANTOS, CANARIES)),
                new Route.Leg(
                    Route.Mode.SHIP, "b", "c", Duration.ZERO, List.of(CANARIES, OUESSANT))));
    assertThat(route.line()).containsExactly(SANTOS, CANARIES, OUESSANT);
  }
}
