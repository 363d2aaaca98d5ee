package org.aisle.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MachineTimeTest {

  private static final String BEFORE =
      "cpu  100 0 50 800 10 0 5 35 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
  private static final String AFTER = "cpu  200 0 100 1000 20 0 10 135 0 0\n";

  @Test
  void a_stretch_tells_what_the_host_took_and_what_nobody_needed() throws IOException {
    MachineTime stretch = MachineTime.parse(AFTER).minus(MachineTime.parse(BEFORE));
    assertThat(stretch).isEqualTo(new MachineTime(465, 210, 100));
    assertThat(stretch.stolenShare()).isCloseTo(0.215, Offset.offset(0.001));
    assertThat(stretch.idleShare()).isCloseTo(0.452, Offset.offset(0.001));
  }

  @Test
  void no_time_has_no_shares() {
    assertThat(new MachineTime(0, 0, 0).stolenShare()).isZero();
    assertThat(new MachineTime(0, 0, 0).idleShare()).isZero();
  }

  @Test
  void another_file_is_refused() {
    assertThatThrownBy(() -> MachineTime.parse("intr 1 2 3")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> MachineTime.parse("")).isInstanceOf(IOException.class);
  }
}
