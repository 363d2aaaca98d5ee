package org.aisle.templates.app;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceReader;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes YAML as a person would: short objects and lists on one line, texts in quotes only where
 * they would else be read as something different, several lines as a block. What {@link
 * SourceReader} reads from it equals what was written.
 */
final class YamlText {

  private static final int ONE_LINE = 100;
  private static final ImplicitTuple PLAIN = new ImplicitTuple(true, true);
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setSplitLines(false)
          .setWidth(Integer.MAX_VALUE)
          .setMaxSimpleKeyLength(1_024)
          .build();

  private final Emitter emitter;

  private YamlText(Emitter emitter) {
    this.emitter = emitter;
  }

  /** A document; an empty line parts what takes more than one line at its top. */
  static String of(ObjectNode root) {
    StringBuilder text = new StringBuilder();
    boolean apart = false;
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String written = one(entry.getKey(), entry.getValue());
      boolean tall = written.indexOf('\n') < written.length() - 1;
      if (!text.isEmpty() && (tall || apart)) {
        text.append('\n');
      }
      text.append(written);
      apart = tall;
    }
    return text.toString();
  }

  private static String one(String key, JsonNode value) {
    StringBuilder text = new StringBuilder();
    YamlText yaml = new YamlText(new Emitter(SETTINGS, new Appending(text)));
    yaml.emitter.emit(new StreamStartEvent());
    yaml.emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    yaml.begin(FlowStyle.BLOCK);
    yaml.text(key, true);
    yaml.value(value, false);
    yaml.emitter.emit(new MappingEndEvent());
    yaml.emitter.emit(new DocumentEndEvent(false));
    yaml.emitter.emit(new StreamEndEvent());
    // Without it the last line break of a block would be lost.
    return text.toString().endsWith("\n") ? text.toString() : text.append('\n').toString();
  }

  private void value(JsonNode node, boolean within) {
    if (node.isObject()) {
      boolean flow = within || flow(node);
      begin(flow ? FlowStyle.FLOW : FlowStyle.BLOCK);
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        text(entry.getKey(), true);
        value(entry.getValue(), flow);
      }
      emitter.emit(new MappingEndEvent());
    } else if (node.isArray()) {
      boolean flow = within || flow(node);
      emitter.emit(
          new SequenceStartEvent(
              Optional.empty(), Optional.empty(), true, flow ? FlowStyle.FLOW : FlowStyle.BLOCK));
      node.forEach(item -> value(item, flow));
      emitter.emit(new SequenceEndEvent());
    } else if (node.isString()) {
      text(node.stringValue(), within);
    } else {
      scalar(node.isNumber() ? number(node) : node.asString(), ScalarStyle.PLAIN);
    }
  }

  private void begin(FlowStyle style) {
    emitter.emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, style));
  }

  private void text(String text, boolean oneLine) {
    if (staysText(text)) {
      scalar(text, ScalarStyle.PLAIN);
    } else if (!oneLine && keepsInBlock(text)) {
      scalar(text, ScalarStyle.LITERAL);
    } else {
      scalar(text, ScalarStyle.DOUBLE_QUOTED);
    }
  }

  /** Whether a block keeps it as it is: several lines of what can be printed, and one end. */
  private static boolean keepsInBlock(String text) {
    return text.indexOf('\n') > 0
        && !text.endsWith("\n\n")
        && !Character.isWhitespace(text.charAt(0))
        && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank())
        && text.codePoints().allMatch(c -> c == '\n' || printable(c));
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private void scalar(String text, ScalarStyle style) {
    emitter.emit(new ScalarEvent(Optional.empty(), Optional.empty(), PLAIN, text, style));
  }

  /** Whether it is read as this very text without quotes: "no", "007" and "a: b" are not. */
  private static boolean staysText(String text) {
    SourceReader.Parsed read = SourceReader.yaml(text.getBytes(StandardCharsets.UTF_8));
    return read.faults().isEmpty()
        && read.root() instanceof Scalar s
        && s.kind() == Kind.TEXT
        && s.text().equals(text)
        && text.indexOf('\n') < 0
        && !Character.isDigit(text.charAt(0))
        && "\"'|>&*!%@`".indexOf(text.charAt(0)) < 0;
  }

  private static String number(JsonNode node) {
    if (node.isBigDecimal()) {
      return node.decimalValue().toPlainString();
    }
    String text = node.asString();
    // Without the sign of its exponent it would be read as a text.
    return text.contains("E-") ? text : text.replace("E", "E+");
  }

  /** A number in as few characters as tell it exactly. */
  static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private static boolean flow(JsonNode node) {
    for (JsonNode item : node.isArray() ? node : node.values()) {
      if (node.isArray() && item.isObject() || lists(item)) {
        return false;
      }
    }
    return length(node) <= ONE_LINE;
  }

  private static boolean lists(JsonNode node) {
    if (node.isString()) {
      return node.stringValue().indexOf('\n') >= 0;
    }
    for (JsonNode item : node.isObject() ? node.values() : node) {
      if (node.isArray() && item.isObject() || lists(item)) {
        return true;
      }
    }
    return false;
  }

  private static int length(JsonNode node) {
    int length = 2;
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        length += entry.getKey().length() + 4 + length(entry.getValue());
      }
      return length;
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        length += 2 + length(item);
      }
      return length;
    }
    return node.asString().length();
  }

  private record Appending(StringBuilder text) implements StreamDataWriter {
    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int offset, int length) {
      text.append(part, offset, offset + length);
    }
  }
}
