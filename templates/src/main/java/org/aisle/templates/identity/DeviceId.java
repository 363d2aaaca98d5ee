package org.aisle.templates.identity;

import java.util.regex.Pattern;

/**
 * The id of a device inside its app: 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}, starting
 * with a letter or digit. MAC addresses and EUIs fit as they are; topic separators and wildcards do
 * not.
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

  public DeviceId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A device id has 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-', and starts with"
              + " a letter or digit.");
    }
  }

  /** Whether {@code value} can be a device id; use it on input from outside. */
  public static boolean isValid(String value) {
    return SYNTAX.matcher(value).matches();
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
