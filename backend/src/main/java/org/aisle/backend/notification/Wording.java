package org.aisle.backend.notification;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aisle.backend.notification.Item.Kind;
import org.aisle.backend.registry.App;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** What people read. Names come from devices and people: they are kept to a line and escaped. */
final class Wording {

  /** How many alerts one message spells out; the rest is counted. */
  static final int MOST_TOLD = 100;

  static final int SUBJECT = 150;
  private static final int NAME = 80;
  private static final int SENTENCE = 1_000;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm z", Locale.ENGLISH);

  private final @Nullable URI publicUrl;

  Wording(@Nullable URI publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** At most 150 characters on one line. */
  static String subject(Item first, int count) {
    if (count == 1) {
      return line(headline(first), SUBJECT);
    }
    return line("%d alerts: %s, …".formatted(count, headline(first)), SUBJECT);
  }

  static String headline(Item item) {
    String what = line(item.ruleName(), NAME) + ", " + line(item.deviceName(), NAME);
    String severity = item.severity().name().toLowerCase(Locale.ROOT);
    return switch (item.kind()) {
      case RAISED -> (item.late() ? "late: " : "") + severity + ": " + what;
      case REPEATED -> "still " + severity + ": " + what;
      case SEVERITY -> "now " + severity + ": " + what;
      case AMENDED -> "amended: " + what;
      case CLEARED -> "cleared: " + what;
      case WITHDRAWN -> "withdrawn: " + what;
    };
  }

  String text(Letter letter) {
    StringBuilder text = new StringBuilder();
    for (Item item : told(letter)) {
      text.append(headline(item)).append('\n');
      text.append(line(item.sentence(), SENTENCE)).append('\n');
      text.append(circumstances(item, letter.app().zone())).append('\n');
      text.append(link(letter.app(), item)).append("\n\n");
    }
    rest(letter, text);
    return text.append(footer(letter)).append('\n').toString();
  }

  String html(Letter letter) {
    StringBuilder html = new StringBuilder("<!doctype html><html><body>");
    for (Item item : told(letter)) {
      html.append("<h3>").append(escape(headline(item))).append("</h3><p>");
      html.append(escape(line(item.sentence(), SENTENCE))).append("<br>");
      html.append(escape(circumstances(item, letter.app().zone()))).append("</p>");
      String link = escape(link(letter.app(), item));
      html.append(
          publicUrl == null
              ? "<p>" + link + "</p>"
              : "<p><a href=\"" + link + "\">" + link + "</a></p>");
    }
    StringBuilder rest = new StringBuilder();
    rest(letter, rest);
    html.append("<p>").append(escape(rest + footer(letter))).append("</p></body></html>");
    return html.toString();
  }

  /** Where the alert's page is: whole when the public URL is known, else its path. */
  String link(App app, Item item) {
    String path = path(app, item);
    if (publicUrl == null) {
      return path;
    }
    String base = publicUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  static String path(App app, Item item) {
    return "/app/" + app.id().value() + "/alerts/" + item.alert();
  }

  static List<Item> told(Letter letter) {
    return letter.items().subList(0, Math.min(MOST_TOLD, letter.items().size()));
  }

  private static String circumstances(Item item, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    text.append(item.late() ? "Known late. Began " : "Began ");
    text.append(moment(item.startedAt(), zone));
    Instant cleared = item.clearedAt();
    if (cleared != null && item.kind() != Kind.WITHDRAWN) {
      text.append(", cleared ").append(moment(cleared, zone));
    }
    String where =
        Objects.requireNonNullElse(item.place(), Objects.requireNonNullElse(item.asset(), ""));
    return text.append(where.isEmpty() ? "." : ", at " + line(where, NAME) + ".").toString();
  }

  private static void rest(Letter letter, StringBuilder text) {
    int more = letter.items().size() - MOST_TOLD;
    if (more > 0) {
      text.append("And %d more: see the alerts of the app.\n".formatted(more));
    }
  }

  private static String footer(Letter letter) {
    return "Told by Aisle, app %s, to %s."
        .formatted(line(letter.app().name(), NAME), line(letter.to().name(), NAME));
  }

  private static String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  /** Without control characters and line separators, cut to so many characters. */
  static String line(String text, int most) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(most + 1L)
        .map(c -> isBreak(c) ? ' ' : c)
        .forEach(clean::appendCodePoint);
    if (clean.length() <= most) {
      return clean.toString().strip();
    }
    int end = Character.isHighSurrogate(clean.charAt(most - 2)) ? most - 2 : most - 1;
    return clean.substring(0, end).strip() + "…";
  }

  private static boolean isBreak(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.FORMAT;
  }
}
