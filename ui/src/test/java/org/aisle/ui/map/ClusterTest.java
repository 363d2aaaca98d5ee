package org.aisle.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aisle.ui.format.Tone;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.junit.jupiter.api.Test;

class ClusterTest {

  private static final MapArea GERMANY = new MapArea(6, 47, 5, 55, 15);

  @Test
  void neighbours_are_one_with_how_many_of_each_kind_and_the_worst_first() {
    List<Cluster> clusters =
        Cluster.of(
            List.of(
                marker("a", 52.50, 13.40, Tone.GOOD),
                marker("b", 52.51, 13.41, Tone.BAD),
                marker("c", 52.52, 13.42, Tone.GOOD),
                marker("far", 48.1, 11.6, Tone.STALE)),
            Kind.TONES,
            GERMANY);

    assertThat(clusters).extracting(Cluster::size).containsExactlyInAnyOrder(3, 1);
    Cluster berlin = clusters.getFirst();
    assertThat(berlin.counts()).containsEntry("bad", 1).containsEntry("good", 2).hasSize(2);
    assertThat(berlin.members()).extracting(Marker::id).containsExactly("b", "a", "c");
    assertThat(berlin.lat()).isBetween(52.50, 52.52);
    assertThat(berlin.extent().east()).isEqualTo(13.42);
  }

  @Test
  void zooming_in_takes_them_apart_and_what_is_far_outside_the_view_is_left_out() {
    List<Marker> devices =
        List.of(
            marker("a", 52.50, 13.40, Tone.GOOD),
            marker("b", 52.51, 13.41, Tone.GOOD),
            marker("munich", 48.1, 11.6, Tone.GOOD));
    MapArea berlin = new MapArea(16, 52.49, 13.39, 52.52, 13.42);

    assertThat(Cluster.of(devices, Kind.TONES, berlin))
        .extracting(Cluster::id)
        .containsExactly("a", "b");
  }

  @Test
  void the_order_of_devices_does_not_matter_and_none_is_lost_or_counted_twice() {
    Random random = new Random(7);
    List<Marker> devices = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      devices.add(
          marker(
              "d%04d".formatted(i),
              47 + 8 * random.nextDouble(),
              5 + 10 * random.nextDouble(),
              Tone.values()[random.nextInt(4)]));
    }
    List<Cluster> clusters = Cluster.of(devices, Kind.TONES, GERMANY);
    Collections.shuffle(devices, random);

    assertThat(Cluster.of(devices, Kind.TONES, GERMANY)).isEqualTo(clusters);
    assertThat(clusters.stream().mapToInt(Cluster::size).sum()).isEqualTo(5_000);
    assertThat(clusters).hasSizeLessThan(400);
    assertThat(clusters)
        .allSatisfy(
            cluster ->
                assertThat(cluster.counts().values().stream().mapToInt(i -> i).sum())
                    .isEqualTo(cluster.size()));
  }

  @Test
  void a_view_beyond_the_date_line_shows_what_is_there() {
    Marker fiji = marker("fiji", -17.7, 178.0, Tone.GOOD);
    assertThat(Cluster.of(List.of(fiji), Kind.TONES, new MapArea(5, -20, -185, -15, -175)))
        .hasSize(1);
    assertThat(Cluster.of(List.of(fiji), Kind.TONES, new MapArea(5, -20, 0, -15, 10))).isEmpty();
  }

  @Test
  void whatever_a_browser_says_is_an_area() {
    assertThat(MapArea.of(Double.NaN, 0, 0, 1, 1)).isEqualTo(MapArea.WORLD);
    assertThat(MapArea.of(3, 10, 0, -10, 1)).isEqualTo(MapArea.WORLD);
    assertThat(MapArea.of(1e300, 0, 0, 1, 1).zoom()).isLessThanOrEqualTo(20);
    assertThat(Cluster.of(List.of(marker("pole", 90, 180, Tone.GOOD)), Kind.TONES, MapArea.WORLD))
        .hasSize(1);
  }

  private static Marker marker(String id, double lat, double lon, Tone tone) {
    return new Marker(id, id, lat, lon, tone, "4.0 °C", null, null);
  }
}
