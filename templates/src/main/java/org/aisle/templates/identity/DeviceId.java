package org.aisle.templates.identity;

/**
 * The id of a device inside its app: 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}, starting
 * with a letter or digit. MAC addresses and EUIs fit as they are; topic separators and wildcards do
 * not.
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

  private static final int LONGEST = 128;

  public DeviceId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "A device id has 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-', and starts with"
              + " a letter or digit.");
    }
  }

  /** Whether {@code value} can be a device id; use it on input from outside. */
  public static boolean isValid(String value) {
    int length = value.length();
    if (length == 0 || length > LONGEST || !alphanumeric(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = value.charAt(i);
      if (!alphanumeric(c) && c != '.' && c != '_' && c != ':' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
