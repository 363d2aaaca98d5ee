package org.aisle.ui.places;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.PlaceUse;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.assets.AssetsNavigation;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.groups.GroupsNavigation;
import org.aisle.ui.rules.RulesNavigation;

/** Which devices are at a place, which alerts stand there, and what else refers to it. */
final class PlaceSurroundings extends Div {

  private static final int SHOWN = 12;

  PlaceSurroundings(App app, Place place, PlaceReading reading, ValueFormat format) {
    addClassName("stack");
    List<Alert> alerts = reading.standing(app.id(), place.id());
    if (!alerts.isEmpty()) {
      add(
          panel(
              "Standing alerts",
              alerts.size(),
              alerts.stream().limit(SHOWN).map(alert -> item(app, alert, format)).toList(),
              ""));
    }
    List<Device> devices =
        reading.devices().find(app.id(), null, null).stream()
            .filter(device -> place.id().equals(device.place()))
            .toList();
    add(
        panel(
            "Devices here",
            devices.size(),
            devices.stream()
                .limit(SHOWN)
                .map(
                    device ->
                        item(
                            link(DevicesNavigation.path(device.ref()), device.name()),
                            device.ref().device().value()))
                .toList(),
            "No device is here. A device is where the asset stands that it is attached to."));
    List<PlaceUse> uses =
        reading.places().uses(app.id(), place.id()).stream()
            .filter(use -> use.kind() != PlaceUse.Kind.ASSET)
            .toList();
    if (!uses.isEmpty()) {
      add(
          panel(
              "Used by",
              uses.size(),
              uses.stream().limit(SHOWN).map(use -> item(app, use)).toList(),
              ""));
    }
  }

  private static Div panel(String title, int count, List<ListItem> items, String none) {
    Div panel = new Div(new H2(count == 0 ? title : "%s (%,d)".formatted(title, count)));
    panel.addClassName("panel");
    if (items.isEmpty()) {
      panel.add(new Paragraph(none));
      return panel;
    }
    UnorderedList list = new UnorderedList();
    list.addClassName("place-uses");
    items.forEach(list::add);
    panel.add(list);
    if (count > items.size()) {
      panel.add(new Paragraph("and %,d more".formatted(count - items.size())));
    }
    return panel;
  }

  private static ListItem item(App app, Alert alert, ValueFormat format) {
    SeverityMark mark = new SeverityMark(alert.severity());
    mark.setText(alert.ruleName());
    Anchor link = link(AlertsNavigation.path(app.id(), alert.id()), "");
    link.add(mark);
    return item(
        link,
        "%s, since %s (%s)"
            .formatted(
                alert.deviceName(),
                format.moment(alert.occurrence().startedAt()),
                format.zone().getId()));
  }

  private static ListItem item(App app, PlaceUse use) {
    return switch (use.kind()) {
      case RULE -> item(link(RulesNavigation.path(app.id(), use.id()), use.name()), "rule");
      case DASHBOARD -> item(new Span(use.name()), "dashboard");
      case ROUTE -> item(new Span(use.name()), "planned route");
      case GROUP ->
          item(link(GroupsNavigation.path(app.id(), use.id()), use.name()), "device group");
      case ASSET, ASSET_ONCE ->
          item(
              link(AssetsNavigation.path(app.id(), use.id()), use.name()),
              "asset, stood here once");
    };
  }

  private static ListItem item(Component what, String words) {
    Span muted = new Span(words);
    muted.addClassName("muted");
    return new ListItem(what, muted);
  }

  private static Anchor link(String path, String text) {
    Anchor link = new Anchor(path, text);
    link.getElement().setAttribute("router-link", "");
    return link;
  }
}
