package org.aisle.templates.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads JSON or YAML into {@link SourceNode}s. Terminates on every input, in time linear in its
 * size, and lets no exception out. YAML anchors and aliases are refused, so that a document can't
 * expand. Thread-safe.
 */
public final class SourceReader {

  /** The largest document that is read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** How deep objects and lists may nest. */
  public static final int MAX_DEPTH = 64;

  /** How many values a document may hold. */
  public static final int MAX_VALUES = 100_000;

  private static final int MAX_FAULTS = 100;
  private static final Pattern REASONABLE =
      Pattern.compile("[-+]?[0-9_]{0,300}(?:\\.[0-9_]*)?(?:[eE][-+]?0*[0-2]?[0-9]{0,2})?");
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH + 8)
          .maxStringLength(MAX_BYTES)
          .build();
  private static final TokenStreamFactory JSON =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  private static final TokenStreamFactory YAML =
      YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();

  /**
   * What a document turned out to be.
   *
   * @param root its content, or null when it could not be read at all
   * @param faults what is wrong with it as a document; empty when nothing is
   */
  public record Parsed(@Nullable SourceNode root, List<SourceFault> faults) {
    public Parsed {
      faults = List.copyOf(faults);
    }
  }

  private final String language;
  private final List<SourceFault> faults = new ArrayList<>();
  private int values;

  private SourceReader(String language) {
    this.language = language;
  }

  public static Parsed json(byte[] document) {
    return new SourceReader("JSON").read(document, JSON);
  }

  public static Parsed yaml(byte[] document) {
    return new SourceReader("YAML").read(document, YAML);
  }

  private Parsed read(byte[] document, TokenStreamFactory factory) {
    if (document.length > MAX_BYTES) {
      return unreadable(
          "too-big",
          Spot.START,
          "The document has %,d bytes.".formatted(document.length),
          "Keep it below 1 MiB; split it into several documents.");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      return unreadable(
          "not-utf8", Spot.START, "The document is not valid UTF-8.", "Save it as UTF-8.");
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return unreadable("empty", Spot.START, "The document is empty.", "Write something in it.");
      }
      SourceNode root = node(parser, "", 0);
      if (parser.nextToken() != null) {
        add("trailing", spot(parser, ""), "More follows after the end.", "Keep one document only.");
      }
      return new Parsed(root, faults);
    } catch (TooMuch e) {
      return e.deep
          ? unreadable(
              "too-deep",
              e.spot,
              "Objects and lists nest deeper than %d levels.".formatted(MAX_DEPTH),
              "Flatten the document.")
          : unreadable(
              "too-big",
              e.spot,
              "The document holds more than %,d values.".formatted(MAX_VALUES),
              "Split it into several documents.");
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      Spot spot = at == null ? Spot.START : new Spot("", line(at), column(at));
      return unreadable(
          "not-" + language.toLowerCase(java.util.Locale.ROOT),
          spot,
          "This is not valid %s: %s.".formatted(language, readable(e.getOriginalMessage())),
          "Correct it there or just before.");
    } catch (RuntimeException e) {
      // The YAML scanner throws exceptions of its own on some inputs that are no YAML.
      return unreadable(
          "not-" + language.toLowerCase(java.util.Locale.ROOT),
          Spot.START,
          "This is not valid %s: %s.".formatted(language, readable(e.getMessage())),
          "Correct it.");
    }
  }

  private SourceNode node(JsonParser parser, String pointer, int depth) {
    Spot spot = spot(parser, pointer);
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new TooMuch(spot, depth > MAX_DEPTH);
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      add(
          "alias",
          spot,
          "YAML aliases (*%s) are not supported.".formatted(shorten(parser.getString())),
          "Write the value out.");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(parser, spot, depth);
      case START_ARRAY -> {
        List<SourceNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser, spot.below(Integer.toString(items.size())), depth + 1));
        }
        yield new Sequence(spot, items);
      }
      case VALUE_NUMBER_INT -> new Scalar(spot, Kind.WHOLE, parser.getString());
      case VALUE_NUMBER_FLOAT -> decimal(spot, parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(spot, Kind.FLAG, parser.getString());
      case VALUE_NULL -> new Scalar(spot, Kind.NOTHING, "");
      case VALUE_STRING -> new Scalar(spot, Kind.TEXT, parser.getString());
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, END_OBJECT, END_ARRAY -> {
        add("tag", spot, "YAML tags (!!binary and others) are not supported.", "Write plain text.");
        yield new Scalar(spot, Kind.NOTHING, "");
      }
    };
  }

  private Scalar decimal(Spot spot, String literal) {
    if (REASONABLE.matcher(literal).matches()) {
      return new Scalar(spot, Kind.DECIMAL, literal);
    }
    add(
        "number-range",
        spot,
        "%s is no number that can be kept.".formatted(shorten(literal)),
        "Write a finite number of less than 1e300.");
    return new Scalar(spot, Kind.NOTHING, "");
  }

  private Mapping mapping(JsonParser parser, Spot spot, int depth) {
    Map<String, SourceNode> entries = new LinkedHashMap<>();
    Map<String, Spot> keys = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Spot at = spot(parser, spot.below(key));
      parser.nextToken();
      SourceNode value = node(parser, at.pointer(), depth + 1);
      if (keys.putIfAbsent(key, at) != null) {
        add(
            "duplicate-key",
            at,
            "The key \"%s\" occurs twice.".formatted(shorten(key)),
            "Keep one of them.");
      } else {
        entries.put(key, value);
      }
    }
    return new Mapping(spot, entries, keys);
  }

  private void add(String code, Spot spot, String sentence, String cure) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new SourceFault(code, spot, sentence, cure));
    }
  }

  private Parsed unreadable(String code, Spot spot, String sentence, String cure) {
    faults.add(new SourceFault(code, spot, sentence, cure));
    return new Parsed(null, faults);
  }

  private static Spot spot(JsonParser parser, String pointer) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Spot(pointer, line(at), column(at));
  }

  private static int line(TokenStreamLocation at) {
    return Math.max(1, at.getLineNr());
  }

  private static int column(TokenStreamLocation at) {
    return Math.max(1, at.getColumnNr());
  }

  private static String readable(@Nullable String message) {
    String line =
        message == null
            ? ""
            : message
                .lines()
                .map(String::strip)
                .limit(2)
                .takeWhile(l -> !l.startsWith("in reader") && !l.startsWith("in 'reader'"))
                .collect(java.util.stream.Collectors.joining(", "));
    return line.isEmpty() ? "it can't be parsed" : shorten(line.replaceAll("[.]+$", ""));
  }

  private static String shorten(String text) {
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Spot spot;
    private final boolean deep;

    TooMuch(Spot spot, boolean deep) {
      super(null, null, false, false);
      this.spot = spot;
      this.deep = deep;
    }
  }
}
