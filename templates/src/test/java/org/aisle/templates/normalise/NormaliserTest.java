package org.aisle.templates.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.templates.decode.DecodeLimits;
import org.aisle.templates.decode.JsonDecoder;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.PropertyReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void modelled_fields_become_values_of_their_types() {
    Normalised result =
        normalise(
            """
            {"ts":"2026-11-21T11:59:00Z","seq":9,"temperature":4,"humidity":55.5,"count":3.0,
             "door":{"open":true},"label":"x","day":"2026-11-20","at":"08:15:30","every":"PT15M",
             "state":1,"since":"2026-11-20T08:15:30+01:00","location":{"lat":48.1,"lon":11.5},
             "acceleration":{"x":0,"y":-0.5,"z":1},"list":[1,2.50]}""");
    assertThat(result.refusals()).isEmpty();
    assertThat(result.readings())
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.observedAt()).isEqualTo("2026-11-21T11:59:00Z");
              assertThat(reading.receivedAt()).isEqualTo(NOW);
              assertThat(reading.seq()).isEqualTo(9);
              assertThat(reading.claimedAt()).isNull();
              assertThat(reading.extra()).isEmpty();
              assertThat(reading.values())
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.ofEntries(
                          Map.entry("temperature", new Value.Num(4)),
                          Map.entry("humidity", new Value.Num(55.5)),
                          Map.entry("count", new Value.Whole(3)),
                          Map.entry("door.open", new Value.Flag(true)),
                          Map.entry("label", new Value.Text("x")),
                          Map.entry("day", new Value.Text("2026-11-20")),
                          Map.entry("at", new Value.Text("08:15:30")),
                          Map.entry("every", new Value.Text("PT15M")),
                          Map.entry("state", new Value.Text("open")),
                          Map.entry(
                              "since", new Value.Moment(Instant.parse("2026-11-20T07:15:30Z"))),
                          Map.entry("location", new Value.Geo(48.1, 11.5, null)),
                          Map.entry("acceleration", new Value.Vec(0, -0.5, 1)),
                          Map.entry("list", new Value.Tree("[1,2.5]"))));
            });
  }

  @Test
  void what_a_device_sends_under_the_name_of_a_derived_field_is_kept_unmodelled() {
    DeviceTemplate plain = Models.TEMPLATE;
    DerivedField product =
        new DerivedField(
            new Field(
                "product", "Product", null, new FieldType.Decimal(), null, null, false, null, null),
            new Derivation.FirstOrderLag("temperature", "45"),
            DerivedField.USUAL_EVERY,
            DerivedField.USUAL_GAP);
    DeviceTemplate template =
        new DeviceTemplate(
            plain.id(),
            plain.displayName(),
            null,
            plain.telemetry(),
            List.of(product),
            plain.properties(),
            plain.commands(),
            plain.relationships(),
            plain.dtdl());

    Normalised result =
        normalise(
            new KnownDevice(Models.DEVICE.ref(), true, template),
            "{\"temperature\":4,\"product\":99}",
            null);

    assertThat(result.refusals()).isEmpty();
    assertThat(result.readings())
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.values()).containsOnlyKeys("temperature");
              assertThat(reading.extra()).containsEntry("product", new Value.Tree("99"));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          temperature  | "4.5"                  | field.wrong-type
          temperature  | true                   | field.wrong-type
          temperature  | 1e400                  | field.not-finite
          temperature  | NaN                    | field.not-finite
          temperature  | -273.16                | field.out-of-range
          humidity     | 100.1                  | field.out-of-range
          humidity     | -0.1                   | field.out-of-range
          limited      | 11                     | field.out-of-range
          count        | 1.5                    | field.wrong-type
          count        | 2147483648             | field.out-of-range
          count        | 1e12                   | field.out-of-range
          total        | 9223372036854775808    | field.out-of-range
          total        | 1e30                   | field.out-of-range
          total        | 1e400                  | field.not-finite
          door         | {"open":1}             | field.wrong-type
          door         | {"open":"true"}        | field.wrong-type
          label        | 5                      | field.wrong-type
          label        | "a\\u0000b"            | field.wrong-type
          label        | "a\\ud800b"            | field.wrong-type
          day          | "20.11.2026"           | field.wrong-type
          at           | "25:00"                | field.wrong-type
          every        | "P"                    | field.wrong-type
          every        | "15 minutes"           | field.wrong-type
          state        | "ajar"                 | field.out-of-range
          state        | 7                      | field.out-of-range
          state        | true                   | field.wrong-type
          since        | "2026-11-20"           | field.wrong-type
          location     | {"lat":91,"lon":0}     | field.out-of-range
          location     | {"lat":1}              | field.wrong-type
          location     | {"lat":1e999,"lon":0}  | field.not-finite
          acceleration | {"x":1,"y":2}          | field.wrong-type
          acceleration | [1,2,3]                | field.wrong-type
          list         | 5                      | field.wrong-type
          list         | [1e400]                | field.not-finite
          unknown      | 1e400                  | field.not-finite
          unknown      | {"a":"\\u0000"}        | field.wrong-type
          """)
  void a_bad_value_costs_its_field_and_no_other(String field, String json, String code) {
    Normalised result = normalise("{\"power\":1,\"%s\":%s}".formatted(field, json));
    assertThat(result.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code().code()).isEqualTo(code);
              assertThat(refusal.field()).startsWith(field);
              assertThat(refusal.sentence()).startsWith("The field " + field).endsWith(".");
            });
    assertThat(result.readings())
        .singleElement()
        .satisfies(r -> assertThat(r.values()).isEqualTo(Map.of("power", new Value.Num(1))));
  }

  @Test
  void options_are_taken_by_name_and_by_wire_value() {
    for (String said : List.of("1", "\"1\"", "1.0", "\"open\"")) {
      assertThat(normalise("{\"state\":" + said + "}").readings().getFirst().values())
          .as(said)
          .isEqualTo(Map.of("state", new Value.Text("open")));
    }
  }

  @Test
  void what_the_template_does_not_know_is_kept() {
    Reading reading =
        normalise(
                """
                {"fan":{"speed":3,"mode":"b"},"door":{"open":true,"lock":null,"hinge":2},
                 "location":{"lat":1,"lon":2,"accuracy":5},"temperature":null}""")
            .readings()
            .getFirst();
    assertThat(reading.extra())
        .isEqualTo(
            Map.of(
                "fan", new Value.Tree("{\"mode\":\"b\",\"speed\":3}"),
                "door.hinge", new Value.Tree("2"),
                "location.accuracy", new Value.Tree("5")));
    assertThat(reading.values()).containsOnlyKeys("door.open", "location");
  }

  @Test
  void more_unmodelled_fields_than_the_limit_are_refused_by_name() {
    StringBuilder object = new StringBuilder("{\"power\":1");
    for (int i = 0; i < 150; i++) {
      object.append(",\"x").append(i).append("\":1");
    }
    Normalised result = normalise(object + "}");
    assertThat(result.readings().getFirst().extra()).hasSize(100);
    assertThat(result.refusals())
        .hasSize(50)
        .allMatch(refusal -> refusal.code() == RejectionCode.FIELD_NAME_INVALID);
  }

  @Test
  void names_that_cannot_be_kept_are_refused() {
    for (String name : List.of("", "a\\u0000", "a\\nb", "\\ud800", "n".repeat(129))) {
      Normalised result = normalise("{\"power\":1,\"%s\":1}".formatted(name));
      assertThat(result.refusals())
          .as(name)
          .singleElement()
          .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.FIELD_NAME_INVALID));
      assertThat(result.readings().getFirst().extra()).isEmpty();
    }
  }

  @Test
  void a_field_given_nested_and_dotted_is_taken_once() {
    Normalised result = normalise("{\"door.open\":true,\"door\":{\"open\":false}}");
    assertThat(result.readings().getFirst().values())
        .isEqualTo(Map.of("door.open", new Value.Flag(true)));
    assertThat(result.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.FIELD_NAME_INVALID));
  }

  @Test
  void properties_become_reports_at_the_samples_time() {
    Normalised result = normalise("{\"ts\":\"2026-11-21T11:00:00Z\",\"serial\":\"A1\"}");
    assertThat(result.readings()).isEmpty();
    assertThat(result.refusals()).isEmpty();
    assertThat(result.reports())
        .containsExactly(
            new PropertyReport(
                Models.DEVICE.ref(),
                "serial",
                Instant.parse("2026-11-21T11:00:00Z"),
                new Value.Text("A1")));
  }

  @Test
  void a_sample_without_a_value_is_told_and_a_wholly_refused_one_makes_no_reading() {
    for (String nothing : List.of("{}", "{\"temperature\":null}", "{\"ts\":1795248000000}")) {
      Normalised result = normalise(nothing);
      assertThat(result.readings()).isEmpty();
      assertThat(result.refusals())
          .singleElement()
          .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.PAYLOAD_WRONG_SHAPE));
    }
    assertThat(normalise("{\"temperature\":\"warm\"}").readings()).isEmpty();
  }

  @Test
  void a_seq_that_is_none_is_refused_as_a_field() {
    Normalised result = normalise("{\"seq\":-1,\"power\":1}");
    assertThat(result.refusals())
        .containsExactly(
            new Refusal(
                RejectionCode.FIELD_WRONG_TYPE,
                "seq",
                "The field seq must be a whole number from 0 to 2⁶³-1."));
    assertThat(result.readings().getFirst().seq()).isNull();
  }

  @Test
  void time_is_the_samples_else_the_messages_else_the_gateways() {
    String own = "{\"ts\":\"2026-11-21T11:00:00Z\",\"power\":1}";
    assertThat(observed(own, "2026-11-21T10:00:00Z")).isEqualTo("2026-11-21T11:00:00Z");
    assertThat(observed("{\"power\":1}", "2026-11-21T10:00:00Z")).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(observed("{\"power\":1}", "1795240800000")).isEqualTo("2026-11-21T06:00:00Z");
    assertThat(observed("{\"power\":1}", null)).isEqualTo(NOW);
  }

  @Test
  void an_unreadable_message_time_refuses_the_samples_that_need_it() {
    Normalised result =
        normalise("[{\"power\":1},{\"ts\":\"2026-11-21T11:00:00Z\",\"power\":2}]", "soon");
    assertThat(result.readings())
        .singleElement()
        .satisfies(r -> assertThat(r.values()).containsEntry("power", new Value.Num(2)));
    assertThat(result.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.TIME_UNREADABLE));
  }

  @Test
  void a_sample_from_1970_is_refused_and_its_neighbour_is_not() {
    Normalised result =
        normalise("[{\"ts\":1795240800,\"power\":1},{\"ts\":1795240800000,\"power\":2}]");
    assertThat(result.readings()).hasSize(1);
    assertThat(result.refusals())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.code()).isEqualTo(RejectionCode.TIME_TOO_EARLY);
              assertThat(r.field()).isEqualTo("ts");
            });
  }

  @Test
  void a_sample_from_2090_is_stored_at_the_gateways_time_and_told() {
    Normalised result = normalise("{\"ts\":\"2090-01-01T00:00:00Z\",\"power\":1}");
    assertThat(result.readings())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.observedAt()).isEqualTo(NOW);
              assertThat(r.claimedAt()).isEqualTo("2090-01-01T00:00:00Z");
            });
    assertThat(result.refusals())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.code()).isEqualTo(RejectionCode.TIME_IN_FUTURE);
              assertThat(r.field()).isEqualTo("ts");
              assertThat(r.sentence().replace('\u00a0', ' ')).contains("ahead by 23051 d 12 h (it");
            });
  }

  @Test
  void five_minutes_ahead_are_believed_and_a_microsecond_more_is_not() {
    assertThat(observed("{\"ts\":\"2026-11-21T12:05:00Z\",\"power\":1}", null))
        .isEqualTo("2026-11-21T12:05:00Z");
    assertThat(observed("{\"ts\":\"2026-11-21T12:05:00.000001Z\",\"power\":1}", null))
        .isEqualTo(NOW);
  }

  @Test
  void a_batch_with_a_fast_clock_stays_a_series() {
    Normalised result =
        normalise(
            """
            [{"ts":"2090-01-01T00:00:00Z","power":1},{"ts":"2090-01-01T00:10:00Z","power":2},
             {"ts":"2090-01-01T00:05:00Z","power":3}]""");
    assertThat(result.readings())
        .extracting(Reading::observedAt)
        .containsExactly(NOW.minus(Duration.ofMinutes(10)), NOW, NOW.minus(Duration.ofMinutes(5)));
    assertThat(result.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.sentence()).contains("2 more times"));
  }

  @Test
  void samples_without_time_share_an_instant_and_a_lost_value_is_told() {
    assertThat(normalise("[{\"power\":1},{\"temperature\":2}]").refusals()).isEmpty();
    Normalised result = normalise("[{\"power\":1},{\"power\":2}]");
    assertThat(result.readings()).extracting(Reading::observedAt).containsExactly(NOW, NOW);
    assertThat(result.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.TIME_MISSING));
  }

  @Test
  void ten_thousand_equal_troubles_are_told_once() {
    Normalised result = normalise("[" + "{\"power\":\"x\"},".repeat(9_999) + "{\"power\":\"x\"}]");
    assertThat(result.readings()).isEmpty();
    assertThat(result.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.sentence()).contains("9999 more times"));
  }

  @Test
  void hundreds_of_different_troubles_are_cut_off_with_a_note() {
    StringBuilder object = new StringBuilder("{\"power\":1");
    for (int i = 0; i < 400; i++) {
      object.append(",\"x").append(i).append("\":1e400");
    }
    assertThat(normalise(object + "}").refusals())
        .hasSize(100)
        .last()
        .satisfies(r -> assertThat(r.sentence()).contains("301 more"));
  }

  private static Instant observed(String json, @Nullable String messageTime) {
    return normalise(json, messageTime).readings().getFirst().observedAt();
  }

  private static Normalised normalise(String json) {
    return normalise(json, null);
  }

  private static Normalised normalise(String json, @Nullable String messageTime) {
    return normalise(Models.DEVICE, json, messageTime);
  }

  private static Normalised normalise(
      KnownDevice device, String json, @Nullable String messageTime) {
    Samples samples =
        (Samples)
            new JsonDecoder(DecodeLimits.DEFAULT).decode(json.getBytes(StandardCharsets.UTF_8));
    return new Normaliser(NormaliseLimits.DEFAULT)
        .normalise(device, samples.samples(), NOW, messageTime);
  }
}
