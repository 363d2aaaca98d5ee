package org.aisle.backend.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.registry.Outcome.Problem;

/** What is wrong with a destination before anything is sent there. */
final class DestinationCheck {

  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
  private static final int MOST_ADDRESSES = 20;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 2_000;
  private static final Pattern TOPIC =
      Pattern.compile("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100}){0,9}");

  private DestinationCheck() {}

  /** All of it at once; empty when nothing is. */
  static List<Problem> problems(Destination destination) {
    List<Problem> problems = new ArrayList<>();
    if (!ID.matcher(destination.id()).matches()) {
      problems.add(
          new Problem(
              "destination.id-invalid",
              "Give the destination an id of 1 to 64 characters a-z, 0-9 and '-' that begins and ends with a letter or digit."));
    }
    String name = destination.name();
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || !Wording.line(name, LONGEST_NAME).equals(name.strip())) {
      problems.add(
          new Problem(
              "destination.name-invalid",
              "Give the destination a name of 1 to %d characters, without control characters."
                  .formatted(LONGEST_NAME)));
    }
    switch (destination.channel()) {
      case Channel.Mail(List<String> to) -> {
        if (to.isEmpty()
            || to.size() > MOST_ADDRESSES
            || !to.stream().allMatch(MailAddresses::isValid)) {
          problems.add(
              new Problem(
                  "destination.address-invalid",
                  "Name 1 to %d plain mail addresses, such as store-team@example.org."
                      .formatted(MOST_ADDRESSES)));
        }
      }
      case Channel.Webhook(String url) -> {
        if (!isUrl(url)) {
          problems.add(
              new Problem(
                  "destination.url-invalid",
                  "Give an http or https URL with a host name, without user, password and fragment, of at most %d characters."
                      .formatted(LONGEST_URL)));
        }
      }
      case Channel.Mqtt(String topic) -> {
        if (!TOPIC.matcher(topic).matches()) {
          problems.add(
              new Problem(
                  "destination.topic-invalid",
                  "Give a topic of at most 10 levels of A-Z, a-z, 0-9, '.', '_' and '-', separated by '/', without wildcards."));
        }
      }
    }
    return problems;
  }

  private static boolean isUrl(String url) {
    if (url.length() > LONGEST_URL) {
      return false;
    }
    try {
      return OutboundGuard.isPlainUrl(new URI(url));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
