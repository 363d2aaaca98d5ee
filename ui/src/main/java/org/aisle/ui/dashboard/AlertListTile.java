package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.format.AgeLabel;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;

/** The open alerts of the dashboard's devices, worst first. */
final class AlertListTile implements TileView {

  /** More open alerts than these are not looked through. */
  private static final int MOST = 200;

  private final Tile.AlertList tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final Alerts alerts;
  private final OrderedList list = new OrderedList();
  private List<Alert> shown = List.of();

  AlertListTile(Tile.AlertList tile, ValueFormat format, TilePanel panel, Alerts alerts) {
    this.tile = tile;
    this.format = format;
    this.alerts = alerts;
    this.panel = panel.with(list);
    list.addClassName("aisle-alerts");
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Set<DeviceRef> devices =
        fleet.members().stream().map(m -> m.device().ref()).collect(Collectors.toSet());
    AlertQuery open = AlertQuery.OPEN;
    AlertQuery wanted =
        new AlertQuery(
            open.states(),
            null,
            null,
            null,
            tile.atLeast(),
            null,
            null,
            null,
            false,
            false,
            0,
            MOST);
    List<Alert> first = alerts.find(fleet.app().id(), wanted);
    List<Alert> found = first.stream().filter(alert -> devices.contains(alert.device())).toList();
    boolean all = first.size() < MOST;
    return () -> show(fleet, found, all);
  }

  private void show(Fleet fleet, List<Alert> found, boolean all) {
    panel.subtitle(
        found.isEmpty()
            ? ""
            : "%s%,d%s open, worst first"
                .formatted(
                    found.size() > tile.rows() ? "%d of ".formatted(tile.rows()) : "",
                    found.size(),
                    all ? "" : " or more"));
    panel.instead(
        found.isEmpty() ? "Nothing is open: no device of this dashboard needs a look." : null);
    List<Alert> first = found.stream().limit(tile.rows()).toList();
    if (first.equals(shown)) {
      return;
    }
    shown = first;
    list.removeAll();
    first.forEach(alert -> list.add(row(fleet, alert)));
  }

  private ListItem row(Fleet fleet, Alert alert) {
    Anchor name = new Anchor(AlertsNavigation.path(fleet.app().id(), alert.id()), alert.ruleName());
    name.getElement().setAttribute("router-link", "");
    String place =
        fleet
            .member(alert.device().device().value())
            .map(member -> fleet.placeName(member.device()))
            .orElse("");
    Span where = new Span(alert.deviceName() + (place.isEmpty() ? "" : ", " + place));
    where.addClassName("aisle-table-place");
    AgeLabel age = new AgeLabel();
    age.show(alert.occurrence().startedAt(), fleet.now());
    age.getElement()
        .setAttribute(
            "title", format.moment(alert.occurrence().startedAt()) + ", " + format.zone().getId());
    age.addClassName("aisle-tile-age");
    Div words = new Div(name, where);
    words.addClassName("aisle-alerts-words");
    return new ListItem(new SeverityMark(alert.severity()), words, age);
  }
}
