package org.aisle.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aisle.templates.dashboard.Tile.Area;
import org.junit.jupiter.api.Test;

class PlacementTest {

  @Test
  void the_tile_that_was_moved_stays_and_those_below_it_make_room() {
    List<Area> moved = List.of(new Area(0, 1, 6, 2), new Area(0, 0, 6, 2), new Area(6, 0, 6, 2));

    assertThat(Placement.settle(moved, 0))
        .containsExactly(new Area(0, 1, 6, 2), new Area(0, 3, 6, 2), new Area(6, 0, 6, 2));
  }

  @Test
  void a_new_tile_goes_beside_the_last_one_where_there_is_room_and_else_below() {
    Area last = new Area(3, 4, 6, 4);

    assertThat(Placement.free(List.of(), 6, 4)).isEqualTo(new Area(0, 0, 6, 4));
    assertThat(Placement.free(List.of(new Area(0, 0, 3, 2), last), 3, 2))
        .isEqualTo(new Area(0, 4, 3, 2));
    assertThat(Placement.free(List.of(new Area(0, 4, 3, 4), last), 3, 2))
        .isEqualTo(new Area(9, 4, 3, 2));
    assertThat(Placement.free(List.of(last), 6, 4)).isEqualTo(new Area(0, 8, 6, 4));
  }

  @Test
  void whatever_is_moved_nothing_overlaps_afterwards() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<Area> areas = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        areas.add(
            Placement.inside(
                random.nextInt(-3, 15),
                random.nextInt(-3, 20),
                random.nextInt(0, 14),
                random.nextInt(0, 8)));
      }
      int fixed = random.nextInt(areas.size());
      List<Area> settled = Placement.settle(areas, fixed);
      assertThat(settled.get(fixed)).isEqualTo(areas.get(fixed));
      for (int a = 0; a < settled.size(); a++) {
        for (int b = 0; b < a; b++) {
          assertThat(Placement.overlap(settled.get(a), settled.get(b)))
              .as("%s and %s", settled.get(a), settled.get(b))
              .isFalse();
        }
      }
    }
  }
}
