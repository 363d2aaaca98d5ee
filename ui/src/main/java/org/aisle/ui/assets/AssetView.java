package org.aisle.ui.assets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Times;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.report.ReportNavigation;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One asset: what is known of it, which devices were attached when, and what they measured. */
@Route("app/:app/assets/:asset")
@PermitAll
@StyleSheet("context://aisle/data.css")
final class AssetView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final AssetReading reading;
  private final InstantSource clock;
  private final boolean mayChange;
  private @Nullable App app;
  private @Nullable Asset asset;

  AssetView(
      Apps apps, AssetReading reading, InstantSource clock, AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.clock = clock;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    String id = event.getRouteParameters().get("asset").orElse("");
    app = in;
    show(in, id);
  }

  private void show(App in, String id) {
    Asset shown =
        reading
            .assets()
            .find(in.id(), id)
            .orElseThrow(() -> new NotFoundException("There is no such asset."));
    asset = shown;
    ValueFormat format = ValueFormat.ofReader(in.zone());
    removeAll();
    Runnable again = () -> show(in, id);
    Div columns =
        new Div(
            bindings(in, shown, format, again),
            places(in, shown, format, again),
            new AssetProperties(in, shown, reading, format, mayChange, again));
    columns.addClassName("two-columns");
    Instant now = clock.instant();
    Div stack =
        new Div(
            new AssetHistory(in, shown, reading, format, now),
            new AssetWhere(in, shown, reading, format, now),
            columns);
    stack.addClassName("stack");
    add(head(in, shown, again), stack);
  }

  private Div head(App in, Asset shown, Runnable again) {
    Div facts = new Div();
    facts.addClassName("device-facts");
    Span id = new Span(shown.id());
    id.addClassName("mono");
    facts.add(id, new Span(shown.kind()));
    shown.places().stream()
        .filter(b -> b.to() == null)
        .map(PlaceBinding::place)
        .findFirst()
        .ifPresent(place -> facts.add(new Span(placeName(in, place))));
    Div words = new Div(new H1(shown.name()), facts);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      Button edit =
          new Button(
              "Edit",
              VaadinIcon.EDIT.create(),
              click -> new AssetDialog(in, shown, reading, done -> again.run()).open());
      Button remove = new Button("Remove", VaadinIcon.TRASH.create(), click -> remove(in, shown));
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      Div actions = new Div(edit, remove);
      actions.addClassName("page-actions");
      head.add(actions);
    }
    return head;
  }

  private String placeName(App in, String id) {
    return reading.assets().places(in.id()).stream()
        .filter(p -> p.id().equals(id))
        .findFirst()
        .map(Place::name)
        .orElse(id);
  }

  private void remove(App in, Asset shown) {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader("Remove " + shown.name() + "?");
    ask.setText(
        "Its properties and which devices were attached when are gone; the devices and what they"
            + " measured stay. Alerts that depended on it are judged anew.");
    ask.setCancelable(true);
    ask.setConfirmText("Remove");
    ask.setConfirmButtonTheme("error primary");
    ask.addConfirmListener(
        confirmed -> {
          reading.book().remove(in.id(), shown.id());
          getUI().ifPresent(ui -> ui.navigate(AssetsNavigation.listPath(in.id())));
        });
    ask.open();
  }

  private Component bindings(App in, Asset shown, ValueFormat format, Runnable again) {
    Div panel = new Div(new H2("Devices"));
    panel.addClassName("panel");
    if (shown.devices().isEmpty()) {
      panel.add(
          new EmptyState(
              VaadinIcon.CONNECT,
              "No device yet",
              "Attach one: from then on what it measures belongs to this asset's history."));
    } else {
      UnorderedList list = new UnorderedList();
      list.addClassName("bindings");
      List<DeviceBinding> newest = shown.devices().reversed();
      newest.forEach(bound -> list.add(binding(in, shown, bound, format, again)));
      panel.add(list, new Paragraph("Times are those of " + format.zone().getId() + "."));
    }
    if (mayChange) {
      Button attach =
          new Button(
              "Attach a device",
              VaadinIcon.PLUS.create(),
              click ->
                  AttachDialog.attach(
                          in.zone(),
                          reading.devices().find(in.id(), null, null),
                          clock.instant(),
                          (device, span) ->
                              reading
                                  .book()
                                  .attach(in.id(), shown.id(), device, span.from(), span.to()),
                          again)
                      .open());
      panel.add(attach);
    }
    return panel;
  }

  private Component places(App in, Asset shown, ValueFormat format, Runnable again) {
    Div panel = new Div(new H2("Where it stands"));
    panel.addClassName("panel");
    if (shown.places().isEmpty()) {
      panel.add(
          new Paragraph("Nowhere yet. Its devices are on no map and in no store until it does."));
    } else {
      UnorderedList list = new UnorderedList();
      list.addClassName("bindings");
      for (PlaceBinding bound : shown.places().reversed()) {
        Span when = new Span(from(bound.from(), format) + " – " + to(bound.to(), format));
        when.addClassName("muted");
        list.add(new ListItem(new Span(placeName(in, bound.place())), new Span(" "), when));
      }
      panel.add(list, new Paragraph("Times are those of " + format.zone().getId() + "."));
    }
    if (mayChange) {
      panel.add(
          new Button(
              "Put at a place",
              VaadinIcon.MAP_MARKER.create(),
              click ->
                  new StandDialog(
                          in.zone(),
                          reading.assets().places(in.id()),
                          clock.instant(),
                          (place, from) ->
                              reading.assets().bindPlace(in.id(), shown.id(), place.id(), from),
                          again)
                      .open()));
    }
    return panel;
  }

  private ListItem binding(
      App in, Asset shown, DeviceBinding bound, ValueFormat format, Runnable again) {
    Anchor device =
        new Anchor(
            DevicesNavigation.path(new DeviceRef(in.id(), bound.device())), bound.device().value());
    device.getElement().setAttribute("router-link", "");
    Span when = new Span(from(bound.from(), format) + " – " + to(bound.to(), format));
    when.addClassName("muted");
    Anchor report =
        new Anchor(
            ReportNavigation.path(
                new DeviceRef(in.id(), bound.device()),
                bound.from().equals(Times.EARLIEST) ? null : bound.from(),
                bound.to()),
            "Condition report");
    report.getElement().setAttribute("router-link", "");
    ListItem item = new ListItem(device, new Span(" "), when, new Span(" "), report);
    if (mayChange) {
      Button remove =
          new Button(
              "Remove",
              click ->
                  AttachDialog.unbind(
                          bound.device(),
                          when.getText(),
                          () ->
                              reading
                                  .book()
                                  .unbind(in.id(), shown.id(), bound.device(), bound.from()),
                          again)
                      .open());
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      remove.setAriaLabel("Remove: " + bound.device().value() + ", " + when.getText());
      item.add(remove);
    }
    if (mayChange && bound.to() == null) {
      Button off =
          new Button(
              "Take off",
              click ->
                  AttachDialog.detach(
                          in.zone(),
                          bound.device(),
                          clock.instant(),
                          at -> reading.book().detach(in.id(), shown.id(), bound.device(), at),
                          again)
                      .open());
      off.addThemeVariants(ButtonVariant.TERTIARY);
      item.add(off);
    }
    return item;
  }

  private static String from(Instant from, ValueFormat format) {
    return from.equals(Times.EARLIEST) ? "always" : format.moment(from);
  }

  private static String to(@Nullable Instant to, ValueFormat format) {
    return to == null ? "now" : format.moment(to);
  }

  @Override
  public String crumb() {
    return asset == null ? "" : asset.name();
  }

  @Override
  public String getPageTitle() {
    return asset == null || app == null ? Titles.of("Asset") : Titles.of(asset.name(), app.name());
  }
}
