package org.aisle.templates.identity;

/**
 * The id of an app, the tenant boundary: 2 to 40 characters of {@code a-z 0-9 -}, starting with a
 * letter and not ending in a hyphen.
 */
public record AppId(String value) implements Comparable<AppId> {

  private static final int SHORTEST = 2;
  private static final int LONGEST = 40;

  public AppId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "An app id has 2 to 40 characters a-z, 0-9 or '-', starts with a letter and does not end"
              + " in '-'.");
    }
  }

  /** Whether {@code value} can be an app id; use it on input from outside. */
  public static boolean isValid(String value) {
    int length = value.length();
    if (length < SHORTEST || length > LONGEST || !letter(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = value.charAt(i);
      if (!letter(c) && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return value.charAt(length - 1) != '-';
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The PostgreSQL schema that holds this app's data; distinct apps have distinct schemas. */
  public String schema() {
    return "app_" + value.replace('-', '_');
  }

  @Override
  public int compareTo(AppId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
