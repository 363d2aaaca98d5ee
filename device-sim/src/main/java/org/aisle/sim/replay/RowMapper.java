package org.aisle.sim.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.sim.sample.Sample;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Applies a map to rows. Not thread-safe. */
final class RowMapper {

  /** A row can't be mapped; the message is the sentence for the user. */
  private static final class Unmappable extends Exception {
    private static final long serialVersionUID = 1;

    Unmappable(String sentence) {
      super(sentence, null, false, false);
    }
  }

  private static final int REMEMBERED = 100;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final RecordingMap map;
  private final Set<String> known = new HashSet<>();
  private final Set<String> leftOut = new TreeSet<>();

  RowMapper(RecordingMap map) {
    this.map = map;
    known.addAll(map.ignored());
    known.add(map.time());
    map.seq().ifPresent(known::add);
    map.targets().forEach(target -> known.addAll(target.sources()));
  }

  /** Source fields that were neither mapped nor ignored nor kept; at most 100. */
  Set<String> leftOut() {
    return leftOut;
  }

  Recorded map(long number, Row row) {
    return switch (row) {
      case Row.Broken broken -> new Recorded.Rejected(number, broken.line(), broken.sentence());
      case Row.Fields fields -> {
        try {
          yield new Recorded.Mapped(number, fields.line(), fields.group(), sample(fields.fields()));
        } catch (Unmappable e) {
          yield new Recorded.Rejected(
              number, fields.line(), Optional.ofNullable(e.getMessage()).orElse(""));
        }
      }
    };
  }

  private Sample sample(Map<String, JsonNode> fields) throws Unmappable {
    Instant time = time(fields.get(map.time()));
    OptionalLong seq = OptionalLong.empty();
    if (map.seq().isPresent() && fields.get(map.seq().get()) instanceof JsonNode node) {
      seq = OptionalLong.of(Math.round(number(map.seq().get(), node)));
    }
    TreeMap<String, Value> values = new TreeMap<>();
    for (RecordingMap.Target target : map.targets()) {
      Value value = value(target, fields);
      if (value != null) {
        values.put(target.path(), value);
      }
    }
    TreeMap<String, Value.Tree> extra = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      if (known.contains(field.getKey())) {
        continue;
      }
      if (map.keepUnmapped()) {
        extra.put(field.getKey(), kept(field.getKey(), field.getValue()));
      } else if (leftOut.size() < REMEMBERED) {
        leftOut.add(field.getKey());
      }
    }
    if (values.isEmpty() && extra.isEmpty()) {
      throw new Unmappable("None of the mapped fields has a value.");
    }
    return new Sample(time, seq, values, extra);
  }

  private static Value.Tree kept(String name, JsonNode node) throws Unmappable {
    try {
      JsonNode value = node;
      if (node.isString() && decimal(node.stringValue()) instanceof BigDecimal number) {
        value = JsonNodeFactory.instance.numberNode(number);
      }
      return CanonicalJson.of(value);
    } catch (IllegalArgumentException e) {
      throw new Unmappable("%s can't be kept: %s".formatted(name, e.getMessage()));
    }
  }

  private @Nullable Value value(RecordingMap.Target target, Map<String, JsonNode> fields)
      throws Unmappable {
    return switch (target) {
      case RecordingMap.Single single -> {
        JsonNode node = fields.get(single.source());
        yield node == null ? null : single(single, node);
      }
      case RecordingMap.Vector vector -> {
        double[] xyz = numbers(vector.path(), vector.sources(), 3, fields);
        yield xyz.length == 0
            ? null
            : new Value.Vec(
                finite(vector.path(), vector.conversion().apply(xyz[0])),
                finite(vector.path(), vector.conversion().apply(xyz[1])),
                finite(vector.path(), vector.conversion().apply(xyz[2])));
      }
      case RecordingMap.GeoPoint point -> {
        double[] position = numbers(point.path(), point.sources(), 2, fields);
        if (position.length == 0) {
          yield null;
        }
        try {
          yield new Value.Geo(position[0], position[1], position.length == 3 ? position[2] : null);
        } catch (IllegalArgumentException e) {
          throw new Unmappable(point.path() + ": " + e.getMessage());
        }
      }
    };
  }

  private static double[] numbers(
      String path, List<String> sources, int needed, Map<String, JsonNode> fields)
      throws Unmappable {
    List<String> present = sources.stream().filter(fields::containsKey).toList();
    if (present.isEmpty()) {
      return new double[0];
    }
    if (present.size() < needed || !present.equals(sources.subList(0, present.size()))) {
      throw new Unmappable("%s needs all of %s.".formatted(path, String.join(", ", sources)));
    }
    double[] numbers = new double[present.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode node = fields.get(present.get(i));
      if (node != null) {
        numbers[i] = number(present.get(i), node);
      }
    }
    return numbers;
  }

  private static Value single(RecordingMap.Single single, JsonNode node) throws Unmappable {
    String name = single.source();
    return switch (single.kind()) {
      case NUMBER -> new Value.Num(finite(name, single.conversion().apply(number(name, node))));
      case TEXT -> text(name, node);
      case BOOLEAN -> flag(name, node);
      case ANY -> {
        if (node.isBoolean()) {
          yield new Value.Flag(node.booleanValue());
        }
        if (node.isNumber() || node.isString() && decimal(node.stringValue()) != null) {
          yield node.isIntegralNumber() && node.canConvertToLong()
              ? new Value.Whole(node.longValue())
              : new Value.Num(number(name, node));
        }
        yield node.isString() ? text(name, node) : kept(name, node);
      }
    };
  }

  private static Value.Text text(String name, JsonNode node) throws Unmappable {
    try {
      return new Value.Text(node.isValueNode() ? node.asString() : node.toString());
    } catch (IllegalArgumentException e) {
      throw new Unmappable("%s: %s".formatted(name, e.getMessage()));
    }
  }

  private static Value.Flag flag(String name, JsonNode node) throws Unmappable {
    String text = node.isValueNode() ? node.asString() : "";
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "1", "yes", "on" -> new Value.Flag(true);
      case "false", "0", "no", "off" -> new Value.Flag(false);
      default -> throw new Unmappable("%s is neither true nor false.".formatted(name));
    };
  }

  private static double number(String name, JsonNode node) throws Unmappable {
    if (node.isNumber()) {
      return finite(name, node.doubleValue());
    }
    BigDecimal number = node.isString() ? decimal(node.stringValue()) : null;
    if (number == null) {
      throw new Unmappable("%s is not a number.".formatted(name));
    }
    return finite(name, number.doubleValue());
  }

  private static double finite(String name, double value) throws Unmappable {
    if (!Double.isFinite(value)) {
      throw new Unmappable("%s is not a finite number.".formatted(name));
    }
    return value;
  }

  private static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 100) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > 1000 ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Instant time(@Nullable JsonNode node) throws Unmappable {
    if (node == null || !node.isValueNode()) {
      throw new Unmappable("The time field %s is missing.".formatted(map.time()));
    }
    String text = node.asString();
    Instant time;
    try {
      time =
          switch (map.timeFormat()) {
            case ISO -> OffsetDateTime.parse(text).toInstant();
            case EPOCH_SECONDS -> epoch(text, 9);
            case EPOCH_MILLISECONDS -> epoch(text, 6);
          };
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new Unmappable(
          "The time \"%s\" is not %s."
              .formatted(
                  text.substring(0, Math.min(40, text.length())),
                  map.timeFormat().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
    }
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new Unmappable("The time is not in the years 1 to 9999.");
    }
    return time;
  }

  private static Instant epoch(String text, int digits) {
    BigDecimal number = decimal(text);
    if (number == null || number.abs().compareTo(BigDecimal.valueOf(1e18)) > 0) {
      throw new NumberFormatException(text);
    }
    BigDecimal nanos = number.movePointRight(digits);
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
  }
}
