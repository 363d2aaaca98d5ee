package org.aisle.backend.notification;

import java.util.regex.Pattern;

/**
 * Which mail addresses are taken: plain ones, so that none can smuggle a header or a second one.
 */
final class MailAddresses {

  private static final int LONGEST = 254;
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private MailAddresses() {}

  static boolean isValid(String address) {
    return address.length() <= LONGEST
        && address.indexOf('@') <= 64
        && PLAIN.matcher(address).matches();
  }
}
