package org.aisle.templates.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.aisle.templates.place.GeoPosition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object that is going to be written, key by key; what is null is left out. */
final class Keys {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,8})(?:\\.[0-9]{1,9})?");

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  ObjectNode node() {
    return node;
  }

  /** Spaces at its ends are not written, since they are not read. */
  Keys put(String key, @Nullable String text) {
    if (text != null) {
      node.put(key, text.strip());
    }
    return this;
  }

  Keys put(String key, int number) {
    node.put(key, number);
    return this;
  }

  Keys put(String key, @Nullable Integer number) {
    if (number != null) {
      node.put(key, number);
    }
    return this;
  }

  Keys put(String key, @Nullable Double number) {
    if (number != null) {
      number(number, decimal -> node.put(key, decimal), plain -> node.put(key, plain));
    }
    return this;
  }

  Keys put(String key, boolean flag) {
    node.put(key, flag);
    return this;
  }

  Keys put(String key, @Nullable Duration duration) {
    if (duration != null) {
      node.put(key, text(duration));
    }
    return this;
  }

  Keys put(String key, @Nullable Keys object) {
    if (object != null) {
      node.set(key, object.node());
    }
    return this;
  }

  Keys unless(String key, Enum<?> value, Enum<?> usual) {
    return value == usual ? this : put(key, Words.of(value));
  }

  Keys unless(String key, String value, String usual) {
    return value.strip().equals(usual.strip()) ? this : put(key, value);
  }

  Keys unless(String key, boolean value, boolean usual) {
    return value == usual ? this : put(key, value);
  }

  Keys unless(String key, int value, int usual) {
    return value == usual ? this : put(key, value);
  }

  Keys unless(String key, Duration value, Duration usual) {
    return value.equals(usual) ? this : put(key, value);
  }

  /** A list of texts, left out when it is empty. */
  Keys texts(String key, Collection<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = node.putArray(key);
      texts.forEach(list::add);
    }
    return this;
  }

  Keys numbers(String key, List<Double> numbers) {
    numbers(node.putArray(key), numbers);
    return this;
  }

  /** Positions as [latitude, longitude], left out when there is none. */
  Keys positions(String key, List<GeoPosition> positions) {
    if (!positions.isEmpty()) {
      ArrayNode list = node.putArray(key);
      positions.forEach(p -> numbers(list.addArray(), List.of(p.lat(), p.lon())));
    }
    return this;
  }

  /** A list of objects, left out when it is empty. */
  <T> Keys objects(String key, List<T> all, Function<T, Keys> writing) {
    if (!all.isEmpty()) {
      ArrayNode list = node.putArray(key);
      all.forEach(one -> list.add(writing.apply(one).node()));
    }
    return this;
  }

  /** What is read as a text whatever it looks like: numbers and truth values need no quotes. */
  Keys loose(String key, String text) {
    if (NUMBER.matcher(text).matches() && new BigDecimal(text).toPlainString().equals(text)) {
      node.set(key, DecimalNode.valueOf(new BigDecimal(text)));
    } else if (text.equals("true") || text.equals("false")) {
      node.put(key, Boolean.parseBoolean(text));
    } else {
      node.put(key, text);
    }
    return this;
  }

  private static void numbers(ArrayNode list, List<Double> numbers) {
    numbers.forEach(n -> number(n, list::add, list::add));
  }

  private static void number(
      double number,
      java.util.function.Consumer<BigDecimal> decimal,
      java.util.function.Consumer<Double> plain) {
    double size = Math.abs(number);
    if (size >= 1e-7 && size < 1e15 || number == 0 && 1 / number > 0) {
      decimal.accept(YamlText.shortest(number));
    } else {
      plain.accept(number);
    }
  }

  private static String text(Duration duration) {
    return !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()))
        ? "P%dD".formatted(duration.toDays())
        : duration.toString();
  }
}
