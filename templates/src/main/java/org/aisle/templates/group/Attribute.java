package org.aisle.templates.group;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a query can ask of a device.
 *
 * @param path of a property; empty for everything else
 */
public record Attribute(Kind kind, String path) {

  /** What kind of answer there is. */
  public enum Type {
    TEXT,
    FLAG,
    /** A property may be a text, a number or a flag. */
    ANY
  }

  /** The words of the language, in the order in which a form offers them. */
  public enum Kind {
    TEMPLATE("template", Type.TEXT, true),
    PLACE("place", Type.TEXT, true),
    /** That of its place, and all above it. */
    ORGANISATION("organisation", Type.TEXT, true),
    PROPERTY("property", Type.ANY, true),
    ASSET("asset", Type.ANY, true),
    ASSET_TYPE("assetType", Type.TEXT, false),
    DEVICE("device", Type.TEXT, true),
    NAME("name", Type.TEXT, false),
    ENABLED("enabled", Type.FLAG, false),
    SIMULATED("simulated", Type.FLAG, true),
    GATEWAY("gateway", Type.FLAG, true),
    /** The gateway that may act for it. */
    VIA("via", Type.TEXT, false);

    private final String word;
    private final Type type;
    private final boolean dated;

    Kind(String word, Type type, boolean dated) {
      this.word = word;
      this.type = type;
      this.dated = dated;
    }

    public String word() {
      return word;
    }

    public Type type() {
      return type;
    }

    /** Whether it is known what it was at any moment, so that rules can ask for it. */
    public boolean isDated() {
      return dated;
    }

    /** Whether a name follows: {@code property.store}. */
    public boolean hasPath() {
      return this == PROPERTY || this == ASSET;
    }
  }

  public static Attribute of(Kind kind) {
    return new Attribute(kind, "");
  }

  public static Attribute property(String path) {
    return new Attribute(Kind.PROPERTY, path);
  }

  /** As a query writes it; empty when it is none. */
  static Optional<Attribute> named(List<String> words) {
    String path = String.join(".", words.subList(1, words.size()));
    return Arrays.stream(Kind.values())
        .filter(k -> k.word.equals(words.getFirst()) && k.hasPath() == !path.isEmpty())
        .map(k -> new Attribute(k, path))
        .findFirst();
  }

  /** As a query writes it. */
  public String text() {
    return kind.hasPath() ? kind.word + "." + path : kind.word;
  }
}
