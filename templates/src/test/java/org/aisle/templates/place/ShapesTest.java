package org.aisle.templates.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.aisle.templates.place.Shape.Circle;
import org.aisle.templates.place.Shape.Corridor;
import org.aisle.templates.place.Shape.Polygon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {

  private static final GeoPosition HAMBURG = new GeoPosition(53.5503, 9.9920);

  /** An L around the inner courtyard of a store, its notch in the north-east. */
  private static final Polygon L_SHAPE =
      polygon(0, 0, 0, 0.02, 0.01, 0.02, 0.01, 0.01, 0.02, 0.01, 0.02, 0);

  @Test
  void a_quarter_of_a_great_circle_is_a_quarter_of_the_mean_earths_circumference() {
    double quarter = Math.PI / 2 * 6_371_008.8;
    assertThat(GeoPosition.metres(0, 0, 0, 90)).isCloseTo(quarter, within(1e-6));
    assertThat(GeoPosition.metres(90, 13, 0, -71)).isCloseTo(quarter, within(1e-6));
    assertThat(GeoPosition.metres(90, 13, 90, -120)).isCloseTo(0, within(1e-6));
    assertThat(GeoPosition.metres(0, 0, 0, 180)).isCloseTo(2 * quarter, within(1e-6));
  }

  @Test
  void nashville_is_2886_km_from_los_angeles() {
    // The example of Rosetta Code's haversine task: 2,887.2599 km with a radius of 6,372.8 km.
    assertThat(GeoPosition.metres(36.12, -86.67, 33.94, -118.40))
        .isCloseTo(2_887_259.9 * 6_371_008.8 / 6_372_800, within(1.0));
  }

  @Test
  void a_circle_holds_what_is_within_its_radius() {
    double away = GeoPosition.metres(HAMBURG.lat(), HAMBURG.lon(), 53.56, 9.99);
    assertThat(Shapes.contains(new Circle(HAMBURG, away + 0.1), 53.56, 9.99)).isTrue();
    assertThat(Shapes.contains(new Circle(HAMBURG, away - 0.1), 53.56, 9.99)).isFalse();
  }

  @Test
  void the_border_is_as_far_from_inside_as_it_is_from_outside() {
    GeoPosition north = new GeoPosition(53.5593, 9.9920);
    double away = HAMBURG.metresTo(north);
    assertThat(Shapes.metresToBorder(new Circle(HAMBURG, 700), north.lat(), north.lon()))
        .isCloseTo(away - 700, within(1e-6));
    assertThat(Shapes.metresToBorder(new Circle(HAMBURG, 1500), north.lat(), north.lon()))
        .isCloseTo(1500 - away, within(1e-6));
    double degree = GeoPosition.metres(0, 0, 1, 0);
    assertThat(Shapes.metresToBorder(L_SHAPE, 0.005, 0.005))
        .isCloseTo(0.005 * degree, within(0.01));
    assertThat(Shapes.metresToBorder(L_SHAPE, -0.003, 0.01))
        .isCloseTo(0.003 * degree, within(0.01));
    Corridor equator =
        new Corridor(List.of(new GeoPosition(0, 0), new GeoPosition(0, 1)), 0.25 * degree);
    assertThat(Shapes.metresToBorder(equator, 0.1, 0.5)).isCloseTo(0.15 * degree, within(0.01));
    assertThat(Shapes.metresToBorder(equator, 0.4, 0.5)).isCloseTo(0.15 * degree, within(0.01));
  }

  @Test
  void a_corridors_outline_keeps_its_width_from_the_line() {
    Corridor bent =
        new Corridor(
            List.of(HAMBURG, new GeoPosition(53.60, 10.05), new GeoPosition(53.58, 10.20)), 2_000);

    List<GeoPosition> outline = Shapes.outline(bent);

    assertThat(outline).hasSizeGreaterThan(10);
    assertThat(outline)
        .allSatisfy(
            corner ->
                assertThat(Shapes.metresToBorder(bent, corner.lat(), corner.lon())).isLessThan(20));
    assertThat(Shapes.contains(new Polygon(outline), 53.60, 10.05)).isTrue();
    assertThat(Shapes.contains(new Polygon(outline), 53.50, 10.05)).isFalse();
  }

  @Test
  void a_circle_reaches_over_the_pole_and_the_date_line() {
    assertThat(Shapes.contains(new Circle(new GeoPosition(89.9, 0), 30_000), 89.9, 180)).isTrue();
    assertThat(Shapes.contains(new Circle(new GeoPosition(-18, 179.9), 30_000), -18, -179.9))
        .isTrue();
    assertThat(Shapes.contains(new Circle(new GeoPosition(-18, 179.9), 20_000), -18, -179.9))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.005, 0.005, true",
    "0.005, 0.015, true",
    "0.015, 0.005, true",
    "0.015, 0.015, false",
    "-0.001, 0.005, false",
    "0.005, 0.021, false",
    // corners and edges
    "0, 0, true",
    "0.02, 0.01, true",
    "0.01, 0.02, true",
    "0.01, 0.01, true",
    "0, 0.01, true",
    "0.015, 0, true",
    "0.015, 0.01, true",
    // a millimetre and a metre outside
    "-0.000000009, 0.01, true",
    "-0.000009, 0.01, false",
  })
  void a_polygon_holds_what_is_between_its_corners_and_its_border(
      double lat, double lon, boolean inside) {
    assertThat(Shapes.contains(L_SHAPE, lat, lon)).isEqualTo(inside);
    assertThat(Shapes.contains(new Polygon(L_SHAPE.corners().reversed()), lat, lon))
        .isEqualTo(inside);
  }

  @Test
  void a_polygon_may_end_at_a_pole() {
    Polygon wedge = polygon(80, 0, 80, 90, 90, 90, 90, 0);
    assertThat(Shapes.check(wedge)).isEmpty();
    assertThat(Shapes.contains(wedge, 89.999, 45)).isTrue();
    assertThat(Shapes.contains(wedge, 89.999, -45)).isFalse();
  }

  @Test
  void a_corridor_holds_what_is_near_its_line() {
    Corridor road =
        new Corridor(
            List.of(HAMBURG, new GeoPosition(53.5503, 11.0), new GeoPosition(52.52, 13.40)), 1_000);
    assertThat(Shapes.check(road)).isEmpty();
    assertThat(Shapes.contains(road, 53.5503 + 999 / 111_195.0, 10.5)).isTrue();
    assertThat(Shapes.contains(road, 53.5503 + 1_001 / 111_195.0, 10.5)).isFalse();
    assertThat(Shapes.contains(road, 53.5503, 9.99)).as("just before its beginning").isTrue();
    assertThat(Shapes.contains(road, 53.5503, 9.9)).as("6 km before its beginning").isFalse();
    assertThat(Shapes.contains(road, 53.5503, 11.0)).as("at the bend").isTrue();
    assertThat(Shapes.contains(road, 53.0, 10.5)).isFalse();
  }

  @Test
  void a_corridor_at_the_date_line_reaches_over_it() {
    Corridor quay =
        new Corridor(List.of(new GeoPosition(-18, 179.9), new GeoPosition(-18, 179.999)), 2_000);
    assertThat(Shapes.contains(quay, -18, -179.999)).isTrue();
    assertThat(Shapes.contains(quay, -18, -179.9)).isFalse();
  }

  @Test
  void a_long_line_is_nowhere_near_the_other_side_of_the_earth() {
    Corridor line =
        new Corridor(List.of(new GeoPosition(0, -90), new GeoPosition(0, -70)), 100_000);
    assertThat(Shapes.contains(line, 0, 100)).isFalse();
    assertThat(Shapes.contains(line, 0, -80)).isTrue();
  }

  @Test
  void a_position_that_is_not_known_is_nowhere() {
    for (Shape shape :
        List.of(new Circle(HAMBURG, 1e6), L_SHAPE, new Corridor(L_SHAPE.corners(), 100_000))) {
      assertThat(Shapes.contains(shape, Double.NaN, 0)).isFalse();
      assertThat(Shapes.contains(shape, 0, Double.NaN)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.99, false",
    "1, true",
    "1000000, true",
    "1000001, false",
    "NaN, false",
    "-5, false"
  })
  void a_radius_is_1_m_to_1000_km(double radius, boolean sound) {
    assertThat(codes(new Circle(HAMBURG, radius)))
        .isEqualTo(sound ? List.of() : List.of("place.radius"));
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "500, true", "501, false"})
  void an_outline_has_3_to_500_corners(int corners, boolean sound) {
    assertThat(codes(approximation(new Circle(HAMBURG, 5_000), corners)))
        .isEqualTo(sound ? List.of() : List.of("place.corners"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, false",
    "2, 10, true",
    "1000, 10, true",
    "1001, 10, false",
    "2, 0.5, false",
    "2, 100000, true",
    "2, 100001, false",
    "2, NaN, false"
  })
  void a_corridor_has_2_to_1000_points_and_a_width(int points, double width, boolean sound) {
    List<GeoPosition> line =
        IntStream.range(0, points).mapToObj(i -> new GeoPosition(0.01 * i, 0)).toList();
    assertThat(codes(new Corridor(line, width)).isEmpty()).isEqualTo(sound);
  }

  @Test
  void an_outline_that_crosses_itself_is_refused_with_the_place_where() {
    assertThat(Shapes.check(polygon(0, 0, 1, 1, 1, 0, 0, 1)))
        .containsExactly(
            new ShapeFault(
                "place.crosses-itself",
                "The outline crosses or touches itself at 0.5, 0.5; write the corners in the order"
                    + " in which one walks round."));
    // a spike that runs back on itself
    assertThat(codes(polygon(0, 0, 0, 2, 1, 2, 1, 3, 1, 1.5, 1, 0)))
        .containsExactly("place.crosses-itself");
    // a corner on another edge
    assertThat(codes(polygon(0, 0, 0, 2, 2, 2, 0, 1, 2, 0)))
        .containsExactly("place.crosses-itself");
  }

  @Test
  void what_crosses_the_date_line_is_to_be_split() {
    assertThat(Shapes.check(polygon(-18, 179, -18, -179, -17, -179, -17, 179)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo("place.date-line");
              assertThat(fault.sentence()).contains("split it in two").contains("-18, 179");
            });
    assertThat(
            codes(new Corridor(List.of(new GeoPosition(0, 179), new GeoPosition(0, -179)), 1_000)))
        .containsExactly("place.date-line");
    assertThat(codes(polygon(-18, 179, -18, 180, -17, 180, -17, 179))).isEmpty();
    // round the pole
    assertThat(codes(polygon(80, -120, 80, 0, 80, 120))).containsExactly("place.date-line");
  }

  @Test
  void corners_are_not_repeated() {
    assertThat(Shapes.check(polygon(0, 0, 0, 1, 1, 1, 0, 0)).getFirst().sentence())
        .startsWith("Leave out the last corner");
    assertThat(Shapes.check(polygon(0, 0, 0, 1, 0, 1, 1, 1)))
        .containsExactly(
            new ShapeFault(
                "place.corner-repeated", "Corners 2 and 3 are the same, 0, 1; leave one out."));
    assertThat(codes(polygon(0, 0, 0, 1, 1, 1, -0.0, -0.0)))
        .containsExactly("place.corner-repeated");
  }

  @Test
  void an_outline_has_an_area() {
    assertThat(codes(polygon(0, 0, 1, 1, 2, 2))).containsExactly("place.no-area");
    assertThat(codes(polygon(0, 0, 0, 1e-7, 1e-7, 1e-7, 1e-7, 0))).containsExactly("place.no-area");
    assertThat(codes(polygon(0, 0, 0, 1e-4, 1e-4, 1e-4, 1e-4, 0))).isEmpty();
  }

  @Test
  void a_position_with_its_axes_exchanged_is_told_so() {
    assertThat(Shapes.checkPosition(-118.4, 33.94).orElseThrow())
        .isEqualTo(new ShapeFault("place.position", "Latitude comes first: write 33.94, -118.4."));
    assertThat(Shapes.checkPosition(-95, 200).orElseThrow().sentence())
        .contains("-90 to 90", "-180 to 180");
    assertThat(Shapes.checkPosition(Double.NaN, 0)).isPresent();
    assertThat(Shapes.checkPosition(33.94, -118.4)).isEmpty();
    assertThat(Shapes.checkPosition(-90, 180)).isEmpty();
  }

  @Property
  void a_many_cornered_outline_says_the_same_as_its_circle(
      @ForAll @DoubleRange(min = -70, max = 70) double lat,
      @ForAll @DoubleRange(min = -170, max = 170) double lon,
      @ForAll @DoubleRange(min = 50, max = 20_000) double radius,
      @ForAll @DoubleRange(min = 0, max = 2) double share,
      @ForAll @DoubleRange(min = 0, max = 360) double bearing) {
    Circle circle = new Circle(new GeoPosition(lat, lon), radius);
    Polygon polygon = approximation(circle, 120);
    assertThat(Shapes.check(polygon)).isEmpty();
    if (Math.abs(share - 1) > 0.01) {
      GeoPosition position = away(circle.centre(), radius * share, bearing);
      assertThat(Shapes.contains(circle, position.lat(), position.lon())).isEqualTo(share < 1);
      assertThat(Shapes.contains(polygon, position.lat(), position.lon())).isEqualTo(share < 1);
    }
  }

  @Property
  void the_circle_around_an_outline_holds_whatever_the_outline_holds(
      @ForAll @DoubleRange(min = -70, max = 70) double lat,
      @ForAll @DoubleRange(min = -170, max = 170) double lon,
      @ForAll @DoubleRange(min = 50, max = 300_000) double radius,
      @ForAll @IntRange(min = 3, max = 12) int corners,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 360) double bearing) {
    Polygon polygon = approximation(new Circle(new GeoPosition(lat, lon), radius), corners);
    GeoPosition position = away(new GeoPosition(lat, lon), radius * share, bearing);
    Circle around = Shapes.around(polygon);
    for (GeoPosition corner : polygon.corners()) {
      assertThat(Shapes.contains(around, corner.lat(), corner.lon())).isTrue();
    }
    if (Shapes.contains(polygon, position.lat(), position.lon())) {
      assertThat(Shapes.contains(around, position.lat(), position.lon())).isTrue();
    }
    assertThat(around.radiusMetres()).isLessThan(3 * radius);
  }

  @Property
  void a_corridor_of_one_segment_holds_the_circles_around_its_ends(
      @ForAll @DoubleRange(min = -70, max = 70) double lat,
      @ForAll @DoubleRange(min = -180, max = 180) double lon,
      @ForAll @DoubleRange(min = 1, max = 20_000) double width,
      @ForAll @DoubleRange(min = 0, max = 0.98) double share,
      @ForAll @DoubleRange(min = 0, max = 360) double bearing) {
    GeoPosition end = new GeoPosition(lat, lon);
    Corridor corridor =
        new Corridor(List.of(end, new GeoPosition(lat + 1, lon > 0 ? lon - 1 : lon + 1)), width);
    GeoPosition position = away(end, width * share, bearing);
    assertThat(Shapes.contains(corridor, position.lat(), position.lon())).isTrue();
  }

  private static List<String> codes(Shape shape) {
    return Shapes.check(shape).stream().map(ShapeFault::code).toList();
  }

  private static Polygon polygon(double... latLon) {
    List<GeoPosition> corners = new ArrayList<>();
    for (int i = 0; i < latLon.length; i += 2) {
      corners.add(new GeoPosition(latLon[i], latLon[i + 1]));
    }
    return new Polygon(corners);
  }

  private static Polygon approximation(Circle circle, int corners) {
    return new Polygon(
        IntStream.range(0, corners)
            .mapToObj(i -> away(circle.centre(), circle.radiusMetres(), 360.0 * i / corners))
            .toList());
  }

  /** The destination on the sphere by the direct formula, independent of the haversine. */
  private static GeoPosition away(GeoPosition from, double metres, double bearing) {
    double angle = metres / 6_371_008.8;
    double lat = Math.toRadians(from.lat());
    double course = Math.toRadians(bearing);
    double sinLat =
        Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(course);
    double lon =
        Math.toRadians(from.lon())
            + Math.atan2(
                Math.sin(course) * Math.sin(angle) * Math.cos(lat),
                Math.cos(angle) - Math.sin(lat) * sinLat);
    return new GeoPosition(
        Math.toDegrees(Math.asin(sinLat)), Math.IEEEremainder(Math.toDegrees(lon), 360));
  }
}
