package org.aisle.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.aisle.gateway.message.DeviceTopic.Kind;
import org.aisle.gateway.message.DeviceTopic.Reading;
import org.aisle.gateway.message.DeviceTopic.Reading.Addressed;
import org.aisle.gateway.message.DeviceTopic.Reading.NotUnderstood;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTopicTest {

  private static final DeviceRef CLIENT = DeviceRef.of("demo", "truck-7");

  @ParameterizedTest
  @CsvSource({
    "telemetry,telemetry/demo/truck-7",
    "t,telemetry/demo/truck-7",
    "event,event/demo/truck-7",
    "e,event/demo/truck-7",
    "telemetry/other/box,telemetry/other/box",
    "t/other/box,telemetry/other/box",
    "e//box,event/demo/box",
    "t/?ts=1,telemetry/demo/truck-7",
    "t/other/box/?ts=1&content-type=a%2Fb,telemetry/other/box"
  })
  void every_form_has_its_full_form(String topic, String full) {
    assertThat(DeviceTopic.read(topic, CLIENT))
        .isInstanceOfSatisfying(Addressed.class, a -> assertThat(a.fullTopic()).isEqualTo(full));
  }

  @Test
  void the_property_bag_is_percent_decoded_and_keeps_a_plus() {
    assertThat(
            DeviceTopic.read(
                "e/?content-type=application%2Fcbor&ts=2026-01-01T01:00:00+01:00", CLIENT))
        .isEqualTo(
            new Addressed(
                Kind.EVENT,
                CLIENT,
                Map.of("content-type", "application/cbor", "ts", "2026-01-01T01:00:00+01:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "telemetr",
        "telemetry/",
        "telemetry/demo",
        "telemetry/demo/box/more",
        "telemetry/DEMO/box",
        "telemetry/demo/b ox",
        "telemetry/demo/",
        "t/?ts",
        "t/?=1",
        "t/?ts=%zz",
        "t/?ts=%00",
        "t/?content-type=%ff%00",
        "t/?content-type=a%0Ab",
        "t/?content-type=%C2%85",
        "t/?content-type=%EF%BF%BF",
        "t/?content-type=%EF%B7%90",
        "command///res/1/200",
        "aisle/refused",
        "$SYS/x"
      })
  void anything_else_is_not_understood_and_says_what_to_do(String topic) {
    assertThat(DeviceTopic.read(topic, CLIENT))
        .isInstanceOfSatisfying(NotUnderstood.class, n -> assertThat(n.sentence()).isNotBlank());
  }

  @Test
  void a_short_topic_needs_a_known_sender() {
    assertThat(DeviceTopic.read("t", null)).isInstanceOf(NotUnderstood.class);
    assertThat(DeviceTopic.read("t//box", null)).isInstanceOf(NotUnderstood.class);
    assertThat(DeviceTopic.read("t/demo/box", null)).isInstanceOf(Addressed.class);
  }

  @Property
  void no_topic_makes_it_fail(@ForAll String topic) {
    assertThat(DeviceTopic.read(topic, CLIENT)).isInstanceOf(Reading.class);
    assertThat(DeviceTopic.read("t/?" + topic, CLIENT)).isInstanceOf(Reading.class);
    assertThat(DeviceTopic.read("t/" + topic, null)).isInstanceOf(Reading.class);
  }
}
