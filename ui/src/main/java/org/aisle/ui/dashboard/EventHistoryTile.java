package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.FleetHistory;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** What happened last in the range, in the order of event time, the newest first. */
final class EventHistoryTile implements TileView {

  /** Alerts that are looked through; of more than these older ones are missing. */
  private static final int MOST = 300;

  private final Tile.EventHistory tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final Alerts alerts;
  private final FleetHistory history;
  private final OrderedList list = new OrderedList();
  private final Pace pace = new Pace(400);
  private List<Entry> shown = List.of();

  /**
   * One line.
   *
   * @param mark how much it matters; null for a change of a state
   */
  private record Entry(
      Instant at, @Nullable Severity mark, String words, String path, String where) {}

  EventHistoryTile(
      Tile.EventHistory tile, ValueFormat format, TilePanel panel, ThingSources things) {
    this.tile = tile;
    this.format = format;
    this.alerts = things.alerts();
    this.history = things.history();
    this.panel = panel.with(list);
    list.addClassNames("aisle-alerts", "aisle-events");
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    if (!pace.due(fleet)) {
      return NOTHING;
    }
    Map<DeviceRef, Fleet.Member> members =
        fleet.members().stream()
            .filter(m -> tile.device() == null || id(m).equals(tile.device()))
            .collect(Collectors.toMap(m -> m.device().ref(), m -> m));
    List<Entry> entries = new ArrayList<>(alerts(fleet, members));
    history
        .changes(
            fleet.app().id(),
            List.copyOf(members.keySet()),
            fleet.range(),
            tile.fields(),
            tile.rows())
        .forEach(change -> entries.add(entry(fleet, members, change)));
    entries.sort(Comparator.comparing(Entry::at).reversed());
    return () -> show(fleet, entries.stream().limit(tile.rows()).toList());
  }

  private static String id(Fleet.Member member) {
    return member.device().ref().device().value();
  }

  private List<Entry> alerts(Fleet fleet, Map<DeviceRef, Fleet.Member> members) {
    AlertQuery lasting =
        new AlertQuery(
            Set.of(
                Alert.State.ACTIVE,
                Alert.State.ACKNOWLEDGED,
                Alert.State.CLEARED,
                Alert.State.CLOSED),
            null,
            null,
            null,
            null,
            null,
            fleet.range().from(),
            fleet.range().to(),
            true,
            true,
            0,
            MOST);
    List<Entry> entries = new ArrayList<>();
    for (Alert alert : alerts.find(fleet.app().id(), lasting)) {
      Fleet.Member member = members.get(alert.device());
      if (member != null) {
        String path = AlertsNavigation.path(fleet.app().id(), alert.id());
        String where = where(fleet, member);
        Instant raised = alert.occurrence().raisedAt();
        Instant cleared = alert.occurrence().clearedAt();
        if (!raised.isBefore(fleet.range().from())) {
          entries.add(new Entry(raised, alert.severity(), alert.ruleName(), path, where));
        }
        if (cleared != null && cleared.isAfter(raised)) {
          entries.add(new Entry(cleared, null, alert.ruleName() + ": cleared", path, where));
        }
      }
    }
    return entries;
  }

  private Entry entry(
      Fleet fleet, Map<DeviceRef, Fleet.Member> members, FleetHistory.Change change) {
    Fleet.Member member = Objects.requireNonNull(members.get(change.device()));
    Optional<Field> field = fleet.field(change.field());
    return new Entry(
        change.at(),
        null,
        "%s: %s → %s"
            .formatted(
                field.map(Field::displayName).orElse(change.field()),
                field.map(f -> state(f, change.before())).orElse(change.before()),
                field.map(f -> state(f, change.after())).orElse(change.after())),
        fleet.path(member.device()),
        where(fleet, member));
  }

  private String state(Field field, String state) {
    Value value =
        field.type() instanceof FieldType.Bool
            ? new Value.Flag(state.equals("true"))
            : new Value.Text(state);
    return format.show(field, value).text();
  }

  private static String where(Fleet fleet, Fleet.Member member) {
    return member.device().name() + ", " + fleet.placeName(member.device());
  }

  private void show(Fleet fleet, List<Entry> entries) {
    panel.subtitle(entries.isEmpty() ? "" : "newest first, times in " + format.zone().getId());
    panel.instead(entries.isEmpty() ? "Nothing happened in this range." : null);
    if (entries.equals(shown)) {
      return;
    }
    shown = entries;
    list.removeAll();
    entries.forEach(entry -> list.add(row(fleet, entry)));
  }

  private ListItem row(Fleet fleet, Entry entry) {
    Span time = new Span(format.shortMoment(entry.at(), fleet.now()));
    time.addClassName("aisle-events-time");
    time.setTitle(format.moment(entry.at()));
    Anchor what = new Anchor(entry.path(), entry.words());
    what.getElement().setAttribute("router-link", "");
    Span where = new Span(entry.where());
    where.addClassName("aisle-table-place");
    Div words = new Div(what, where);
    words.addClassName("aisle-alerts-words");
    Severity severity = entry.mark();
    Component mark = severity == null ? new Span() : new SeverityMark(severity);
    return new ListItem(time, words, mark);
  }
}
