package org.aisle.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.format.Tone;
import org.aisle.ui.map.DeviceMap.Kind;
import org.junit.jupiter.api.Test;

class StateKindsTest {

  @Test
  void every_state_has_letters_of_its_own_and_a_colour() {
    Field placement =
        FakeFleet.template().fields().stream()
            .filter(field -> field.type() instanceof FieldType.Choice)
            .findFirst()
            .orElseThrow();
    List<FieldType.Choice.Option> options = ((FieldType.Choice) placement.type()).options();
    StateKinds kinds = Objects.requireNonNull(StateKinds.of(placement));

    assertThat(kinds.kinds()).hasSize(options.size() + 2);
    assertThat(kinds.kinds().stream().map(Kind::symbol).distinct()).hasSameSizeAs(kinds.kinds());
    for (FieldType.Choice.Option option : options) {
      Kind kind = kinds.kind(new Value.Text(option.name()), Tone.PLAIN);
      assertThat(kind.name()).isEqualTo(option.displayName());
      assertThat(kind.key()).startsWith("state-");
    }
  }

  @Test
  void a_device_that_says_nothing_or_something_unknown_is_of_its_tone() {
    Field open = field("doorOpen");
    StateKinds kinds = Objects.requireNonNull(StateKinds.of(open));

    assertThat(kinds.kind(null, Tone.PLAIN)).isEqualTo(Kind.of(Tone.PLAIN));
    assertThat(kinds.kind(new Value.Text("ajar"), Tone.PLAIN)).isEqualTo(Kind.of(Tone.PLAIN));
    assertThat(Stream.of(true, false).map(b -> kinds.kind(new Value.Flag(b), Tone.PLAIN).name()))
        .containsExactly("Yes", "No");
  }

  @Test
  void a_number_is_no_state() {
    assertThat(StateKinds.of(field("internalTemperature"))).isNull();
  }

  private static Field field(String path) {
    Optional<Field> field = FakeFleet.template().field(path);
    return field.orElseThrow();
  }
}
