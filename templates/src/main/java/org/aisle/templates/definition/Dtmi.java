package org.aisle.templates.definition;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A Digital Twin Model Identifier: {@code dtmi:segment:segment;version}, at most 128 characters. As
 * in DTDL v3 the version may be absent or {@code major.minor}.
 */
public record Dtmi(String value) implements Comparable<Dtmi> {

  private static final String SEGMENT = "[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?";
  private static final Pattern SYNTAX =
      Pattern.compile(
          "dtmi:" + SEGMENT + "(?::_?" + SEGMENT + ")*(?:;[1-9][0-9]{0,8}(?:\\.[0-9]{1,6})?)?");

  public Dtmi {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "A DTMI looks like dtmi:org:example:Cooler;1 and has at most 128 characters.");
    }
  }

  /** Whether {@code value} can be a DTMI; use it on input from outside. */
  public static boolean isValid(String value) {
    return value.length() <= 128 && SYNTAX.matcher(value).matches();
  }

  /** The id without its version: what stays when a template gets a new version. */
  public String line() {
    int semicolon = value.indexOf(';');
    return semicolon < 0 ? value : value.substring(0, semicolon);
  }

  /** The version as written after the semicolon, or {@code 0} when there is none. */
  public String version() {
    int semicolon = value.indexOf(';');
    return semicolon < 0 ? "0" : value.substring(semicolon + 1);
  }

  /** Whether it is a later version of the same model. */
  public boolean isLaterThan(Dtmi other) {
    return line().equals(other.line()) && Arrays.compare(numbers(), other.numbers()) > 0;
  }

  /** The next version, which has no minor one; after the greatest that there is comes itself. */
  public Dtmi next() {
    return new Dtmi(line() + ";" + Math.min(numbers()[0] + 1, 999_999_999));
  }

  private long[] numbers() {
    return Arrays.stream(version().split("\\.")).mapToLong(Long::parseLong).toArray();
  }

  /** The last segment, {@code Cooler} in {@code dtmi:org:example:Cooler;1}. */
  public String lastSegment() {
    String line = line();
    return line.substring(line.lastIndexOf(':') + 1);
  }

  @Override
  public int compareTo(Dtmi other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
