package org.aisle.templates.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payloads with what they mean, as data: each has {@code text} or {@code hex}, and {@code samples}
 * or {@code refused} (a code). {@code units} of the file name the unit of each numeric field.
 */
record GoldenVectors(List<Vector> all) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Vector(
      String name,
      byte[] payload,
      @Nullable JsonNode samples,
      @Nullable String refused,
      int skipped) {

    void verify(Decoded decoded) {
      switch (decoded) {
        case Unreadable unreadable -> {
          assertThat(refused).as(unreadable.sentence()).isEqualTo(unreadable.code().code());
          assertThat(unreadable.sentence()).endsWith(".");
        }
        case Samples actual -> {
          assertThat(refused).as("%s", decoded).isNull();
          assertThat(actual.skipped()).hasSize(skipped);
          assertThat(actual.samples()).hasSize(samples.size());
          for (int i = 0; i < samples.size(); i++) {
            verify(actual.samples().get(i), samples.get(i));
          }
        }
      }
    }

    private static void verify(Sample actual, JsonNode expected) {
      assertThat(actual.observedAt().map(Instant::toString).orElse(null))
          .isEqualTo(text(expected, "ts"));
      assertThat(actual.timeProblem() != null).isEqualTo(expected.has("timeProblem"));
      assertThat(actual.source()).isEqualTo(text(expected, "source"));
      assertThat(actual.seq().isPresent() ? actual.seq().getAsLong() : null)
          .isEqualTo(expected.has("seq") ? expected.get("seq").longValue() : null);
      assertSame("", actual.fields(), expected.get("fields"));
    }

    private static @Nullable String text(JsonNode node, String name) {
      return node.has(name) ? node.get(name).stringValue() : null;
    }

    private static void assertSame(String path, JsonNode actual, JsonNode expected) {
      if (expected.isNumber()) {
        assertThat(actual.isNumber()).as(path).isTrue();
        assertThat(actual.numberValue().doubleValue())
            .as(path)
            .isEqualTo(expected.numberValue().doubleValue());
      } else if (expected instanceof ObjectNode object) {
        assertThat(actual).as(path).isInstanceOf(ObjectNode.class);
        assertThat(actual.propertyNames())
            .as(path)
            .containsExactlyElementsOf(expected.propertyNames());
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          assertSame(path + "/" + entry.getKey(), actual.get(entry.getKey()), entry.getValue());
        }
      } else if (expected.isArray()) {
        assertThat(actual.size()).as(path).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
          assertSame(path + "/" + i, actual.get(i), expected.get(i));
        }
      } else if ("not finite".equals(expected.isString() ? expected.stringValue() : "")) {
        assertThat(Double.isFinite(actual.numberValue().doubleValue())).as(path).isFalse();
      } else {
        assertThat(actual).as(path).isEqualTo(expected);
      }
    }
  }

  static GoldenVectors named(String file) {
    try (InputStream in = GoldenVectors.class.getResourceAsStream("/vectors/" + file)) {
      JsonNode root = JSON.readTree(in);
      if (root.has("units")) {
        for (Map.Entry<String, JsonNode> unit : ((ObjectNode) root.get("units")).properties()) {
          assertThat(Unit.named(unit.getValue().stringValue())).as(unit.getKey()).isPresent();
        }
      }
      List<Vector> vectors = new ArrayList<>();
      for (JsonNode node : root.get("vectors")) {
        byte[] payload =
            node.has("hex")
                ? HexFormat.of().parseHex(node.get("hex").stringValue().replace(" ", ""))
                : node.get("text").stringValue().getBytes(StandardCharsets.UTF_8);
        JsonNode refused = node.get("refused");
        vectors.add(
            new Vector(
                node.get("name").stringValue(),
                payload,
                node.get("samples"),
                refused == null ? null : refused.stringValue(),
                node.has("skipped") ? node.get("skipped").intValue() : 0));
      }
      return new GoldenVectors(vectors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
