package org.aisle.ui.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {

  private static final ValueFormat BRITISH = new ValueFormat(Locale.UK, ZoneId.of("Europe/Berlin"));
  private static final ValueFormat GERMAN =
      new ValueFormat(Locale.GERMANY, ZoneId.of("Europe/Berlin"));

  @Test
  void a_temperature_has_one_decimal_and_its_unit() {
    Field field = field(new FieldType.Decimal(), "degreeCelsius");
    assertThat(BRITISH.show(field, new Value.Num(4.25)).text()).isEqualTo("4.2\u00a0°C");
    assertThat(GERMAN.show(field, new Value.Num(-18.06)).text()).isEqualTo("−18,1\u00a0°C");
  }

  @Test
  void what_rounds_to_zero_has_no_sign() {
    Field field = field(new FieldType.Decimal(), "degreeCelsius");
    assertThat(BRITISH.show(field, new Value.Num(-0.01)).value()).isEqualTo("0.0");
  }

  @Test
  void whole_numbers_have_no_decimals() {
    Field field = field(new FieldType.Whole(32), "degreeCelsius");
    assertThat(BRITISH.show(field, new Value.Whole(1234567)).text()).isEqualTo("1,234,567\u00a0°C");
  }

  @Test
  void many_bytes_are_shown_in_a_larger_unit() {
    Field field = field(new FieldType.Decimal(), "byte");
    assertThat(BRITISH.show(field, new Value.Num(2_900_000_000.0)).text()).isEqualTo("2.9\u00a0GB");
    assertThat(BRITISH.show(field, new Value.Num(512)).text()).isEqualTo("512\u00a0B");
  }

  @Test
  void a_missing_value_is_a_dash() {
    assertThat(BRITISH.show(field(new FieldType.Bool(), null), (Value) null).text()).isEqualTo("–");
    assertThat(
            BRITISH
                .show(field(new FieldType.Text(FieldType.Text.Form.ANY), null), new Value.Text(""))
                .text())
        .isEqualTo("–");
  }

  @Test
  void an_option_is_shown_by_its_display_name() {
    Field field =
        field(
            new FieldType.Choice(List.of(new FieldType.Choice.Option("on", "Connected", "1"))),
            null);
    assertThat(BRITISH.show(field, new Value.Text("on")).text()).isEqualTo("Connected");
    assertThat(BRITISH.show(field, new Value.Text("other")).text()).isEqualTo("other");
  }

  @Test
  void long_text_is_cut() {
    assertThat(
            BRITISH
                .show(
                    field(new FieldType.Text(FieldType.Text.Form.ANY), null),
                    new Value.Text("x".repeat(5000)))
                .text())
        .hasSize(120)
        .endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({
    "-30, just now",
    "0, just now",
    "12, 12 s ago",
    "59, 59 s ago",
    "60, 1 min ago",
    "3600, 1 h ago",
    "200000, 2 d ago"
  })
  void an_age_is_told_in_the_largest_unit_that_fits(long seconds, String words) {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(Ages.ago(now.minus(Duration.ofSeconds(seconds)), now)).isEqualTo(words);
  }

  @Test
  void a_silent_device_is_silent_whatever_it_last_said() {
    Band cold = new Band(0.0, 7.0);
    assertThat(Tone.of(5.0, cold, true)).isEqualTo(Tone.GOOD);
    assertThat(Tone.of(7.0, cold, true)).isEqualTo(Tone.GOOD);
    assertThat(Tone.of(7.1, cold, true)).isEqualTo(Tone.BAD);
    assertThat(Tone.of(7.1, cold, false)).isEqualTo(Tone.STALE);
    assertThat(Tone.of(7.1, null, true)).isEqualTo(Tone.PLAIN);
    assertThat(Tone.of(null, cold, true)).isEqualTo(Tone.PLAIN);
  }

  private static Field field(FieldType type, @Nullable String unit) {
    return new Field(
        "field",
        "Field",
        null,
        type,
        unit == null ? null : Unit.named(unit).orElseThrow(),
        null,
        false,
        null,
        null);
  }
}
