package org.aisle.templates.identity;

import java.util.regex.Pattern;

/**
 * The id of an app, the tenant boundary: 2 to 40 characters of {@code a-z 0-9 -}, starting with a
 * letter and not ending in a hyphen.
 */
public record AppId(String value) implements Comparable<AppId> {

  private static final Pattern SYNTAX = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])");

  public AppId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "An app id has 2 to 40 characters a-z, 0-9 or '-', starts with a letter and does not end"
              + " in '-'.");
    }
  }

  /** Whether {@code value} can be an app id; use it on input from outside. */
  public static boolean isValid(String value) {
    return SYNTAX.matcher(value).matches();
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
