package org.aisle.ui.alerts;

import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts the inbox shows, as it stands in its address.
 *
 * @param text part of a device's, asset's or place's name; empty for any
 * @param device exactly this one, or null
 * @param group only devices in this device group, or null
 */
record AlertFilter(
    Show show,
    @Nullable Severity atLeast,
    @Nullable String place,
    @Nullable String rule,
    @Nullable DeviceId device,
    @Nullable String group,
    String text,
    boolean mine,
    boolean newestFirst) {

  /** Which part of their life they are in. */
  enum Show {
    OPEN("Open", false, State.ACTIVE, State.ACKNOWLEDGED),
    NEW("Not acknowledged", false, State.ACTIVE),
    ACKNOWLEDGED("Acknowledged", false, State.ACKNOWLEDGED),
    SHELVED("Open, shelved too", true, State.ACTIVE, State.ACKNOWLEDGED),
    CLEARED("Cleared", true, State.CLEARED),
    CLOSED("Closed", true, State.CLOSED),
    WITHDRAWN("Withdrawn", true, State.WITHDRAWN),
    ALL("All", true);

    private final String label;
    private final boolean shelved;
    private final Set<State> states;

    Show(String label, boolean shelved, State... states) {
      this.label = label;
      this.shelved = shelved;
      this.states = Set.of(states);
    }

    String label() {
      return label;
    }
  }

  static final AlertFilter NONE =
      new AlertFilter(Show.OPEN, null, null, null, null, null, "", false, false);

  /** Reads input from outside; what cannot be understood is left out. */
  static AlertFilter of(QueryParameters query) {
    return new AlertFilter(
        choice(query, "show", Show.values()).orElse(Show.OPEN),
        choice(query, "severity", Severity.values()).orElse(null),
        text(query, "place").orElse(null),
        text(query, "rule").orElse(null),
        text(query, "device").filter(DeviceId::isValid).map(DeviceId::new).orElse(null),
        text(query, "group").orElse(null),
        text(query, "q").orElse(""),
        query.getSingleParameter("mine").isPresent(),
        query.getSingleParameter("order").filter("newest"::equals).isPresent());
  }

  private static Optional<String> text(QueryParameters query, String key) {
    return query.getSingleParameter(key).map(String::strip).filter(t -> t.length() <= 100);
  }

  private static <E extends Enum<E>> Optional<E> choice(QueryParameters query, String key, E[] of) {
    return query
        .getSingleParameter(key)
        .flatMap(word -> Arrays.stream(of).filter(e -> key(e).equals(word)).findFirst());
  }

  private static String key(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  QueryParameters parameters() {
    Map<String, List<String>> query = new TreeMap<>();
    put(query, "show", show == Show.OPEN ? null : key(show));
    put(query, "severity", atLeast == null ? null : key(atLeast));
    put(query, "place", place);
    put(query, "rule", rule);
    put(query, "device", device == null ? null : device.value());
    put(query, "group", group);
    put(query, "q", text);
    put(query, "mine", mine ? "yes" : null);
    put(query, "order", newestFirst ? "newest" : null);
    return new QueryParameters(query);
  }

  private static void put(Map<String, List<String>> query, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      query.put(key, List.of(value));
    }
  }

  /** All but {@link #text} and {@link #group}, which the store cannot look for. */
  AlertQuery query(String me, int offset, int limit) {
    return new AlertQuery(
        show.states,
        device,
        rule,
        place,
        atLeast,
        mine ? me : null,
        null,
        null,
        show.shelved,
        newestFirst,
        offset,
        limit);
  }

  /** Everything open of one rule at one place. */
  static AlertQuery cause(String rule, @Nullable String place, int limit) {
    return new AlertQuery(
        Show.OPEN.states, null, rule, place, null, null, null, null, false, false, 0, limit);
  }

  /** Whether only the usual ones are shown: everything open. */
  boolean isUsual() {
    return new AlertFilter(show, atLeast, place, rule, device, group, text, mine, false)
        .equals(NONE);
  }
}
