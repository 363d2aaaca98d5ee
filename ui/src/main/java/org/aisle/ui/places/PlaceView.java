package org.aisle.ui.places;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.Fence;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One place, or a new one: where it is, what it is called, what is there and what refers to it. */
@Route("app/:app/places/:place")
@PermitAll
@StyleSheet("context://aisle/places.css")
final class PlaceView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private static final String NEW = "_new";
  private static final double FIRST_RADIUS = 100;
  private static final double MAX_RADIUS = 1_000_000;

  private final PlaceReading reading;
  private final boolean mayChange;
  private final String user;
  private final Div refusal = new Div();
  private final Button save = new Button("Save");
  private final Span whyNot = new Span();
  private Registration saving = () -> {};
  private @Nullable App app;
  private @Nullable StoredPlace stored;

  PlaceView(PlaceReading reading, AuthenticationContext authentication) {
    this.reading = reading;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    this.user = authentication.getPrincipalName().orElse("somebody");
    addClassName("page");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), reading.apps());
    String id = event.getRouteParameters().get("place").orElse("");
    app = in;
    show(in, id.equals(NEW) && mayChange ? null : known(in, id));
  }

  private StoredPlace known(App in, String id) {
    return reading
        .places()
        .find(in.id(), id)
        .orElseThrow(() -> new NotFoundException("There is no such place."));
  }

  private void show(App in, @Nullable StoredPlace of) {
    stored = of;
    removeAll();
    refusal.setVisible(false);
    Place place = of == null ? null : of.place();
    List<Place> all = reading.places().all(in.id()).stream().map(StoredPlace::place).toList();
    ValueFormat format = ValueFormat.ofReader(in.zone());
    PlaceFields fields =
        new PlaceFields(
            place,
            all.stream().map(Place::kind).distinct().sorted().toList(),
            reading.organisations(in.id()),
            mayChange,
            this::changed);
    FencePanel fence =
        new FencePanel(
            fence(place),
            all.stream().filter(other -> place == null || !other.id().equals(place.id())).toList(),
            format,
            reading.tiles(),
            reading.clock().instant(),
            mayChange,
            this::changed);
    Div columns = new Div(panel(fields), fence);
    columns.addClassName("place-columns");
    if (of != null) {
      columns.add(new PlaceSurroundings(in, of.place(), reading, format));
    }
    add(head(in, of, format), refusal, columns);
    saving.remove();
    saving = save.addClickListener(click -> save(in, fields, fence));
  }

  private void changed() {
    save.setEnabled(true);
    whyNot.setText("");
    refusal.setVisible(false);
  }

  private static Div panel(Component content) {
    Div panel = new Div(content);
    panel.addClassName("panel");
    return panel;
  }

  private static Fence fence(@Nullable Place place) {
    return place == null
        ? Fence.circle(null, FIRST_RADIUS)
        : place.outline().isEmpty()
            ? Fence.circle(new GeoPosition(place.lat(), place.lon()), place.radiusMetres())
            : Fence.outline(place.outline(), place.radiusMetres());
  }

  private Div head(App in, @Nullable StoredPlace of, ValueFormat format) {
    Div words = new Div(new H1(of == null ? "New place" : of.place().name()));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (of == null) {
      words.add(
          new Paragraph(
              "Click on the map where it is. Drag the square handle for its radius, or choose"
                  + " Outline and click corner after corner, or Corridor and click along a way."));
    } else {
      Span id = new Span(of.place().id());
      id.addClassName("mono");
      Div facts =
          new Div(
              id,
              new Span(
                  "Revision %d by %s, %s (%s)"
                      .formatted(
                          of.revision(),
                          of.changedBy(),
                          format.moment(of.changedAt()),
                          format.zone().getId())));
      facts.addClassName("device-facts");
      words.add(facts);
    }
    if (mayChange) {
      save.setText(of == null ? "Create" : "Save");
      save.addThemeVariants(ButtonVariant.PRIMARY);
      save.setEnabled(of == null);
      whyNot.setText(of == null ? "" : "Nothing to save yet");
      whyNot.addClassName("muted");
      whyNot.getElement().setAttribute("role", "status");
      head.add(whyNot);
      if (of != null) {
        Button remove = new Button("Remove", VaadinIcon.TRASH.create(), c -> remove(in, of));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        head.add(remove);
      }
      head.add(save);
    }
    return head;
  }

  private void save(App in, PlaceFields fields, FencePanel drawn) {
    Optional<Place> place = place(fields, drawn.fence());
    if (place.isEmpty()) {
      List<Problem> wrong =
          drawn.fence().faults().stream().map(f -> new Problem(f.code(), f.sentence())).toList();
      refuse(
          !wrong.isEmpty()
              ? wrong
              : List.of(
                  new Problem(
                      "place.nowhere",
                      "Say where it is: click on the map, or type its position or corners.")));
      return;
    }
    StoredPlace of = stored;
    switch (reading.places().put(in.id(), place.get(), of == null ? 0 : of.revision(), user)) {
      case Outcome.Done<StoredPlace>(StoredPlace done) -> {
        Notification.show(of == null ? "Created." : "Saved as revision " + done.revision() + ".");
        if (of == null) {
          UI.getCurrent().navigate(PlacesNavigation.path(in.id(), done.place().id()));
        } else {
          show(in, done);
        }
      }
      case Outcome.Refused<StoredPlace>(List<Problem> problems) -> {
        refuse(problems);
        if (of != null && problems.stream().anyMatch(p -> Places.CONFLICTS.contains(p.code()))) {
          refusal.add(new Button("Read it again", c -> show(in, known(in, of.place().id()))));
        }
      }
    }
  }

  /** Empty when it is nowhere. An outline that stays keeps the middle that it had. */
  private Optional<Place> place(PlaceFields fields, Fence fence) {
    StoredPlace of = stored;
    List<GeoPosition> border = fence.border();
    String id = of == null ? fields.placeId() : of.place().id();
    if (fence.round()) {
      return Optional.ofNullable(fence.centre())
          .map(c -> place(id, fields, c, fence.radiusMetres(), List.of()));
    }
    if (border.isEmpty()) {
      return Optional.empty();
    }
    if (of != null && of.place().outline().equals(border)) {
      Place was = of.place();
      return Optional.of(
          place(
              id,
              fields,
              new GeoPosition(was.lat(), was.lon()),
              was.radiusMetres(),
              was.outline()));
    }
    Shape.Polygon polygon = new Shape.Polygon(border);
    boolean sound = Shapes.check(polygon).isEmpty();
    Shape.Circle around = sound ? Shapes.around(polygon) : new Shape.Circle(border.getFirst(), 1);
    double reach = Math.clamp(Math.ceil(around.radiusMetres()), 1, MAX_RADIUS);
    return Optional.of(place(id, fields, around.centre(), reach, border));
  }

  private static Place place(
      String id, PlaceFields fields, GeoPosition middle, double radius, List<GeoPosition> outline) {
    return new Place(
        id,
        fields.name(),
        fields.organisation(),
        fields.kind(),
        middle.lat(),
        middle.lon(),
        radius,
        fields.address(),
        outline);
  }

  private void refuse(List<Problem> problems) {
    refusal.removeAll();
    refusal.add(
        new Span(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")) + " "));
    refusal.setVisible(true);
    refusal.scrollIntoView();
  }

  private void remove(App in, StoredPlace of) {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader("Remove " + of.place().name() + "?");
    ask.setText(
        "Rules no longer know it, and what is stored is judged anew without it. What devices"
            + " measured stays.");
    ask.setCancelable(true);
    ask.setConfirmText("Remove");
    ask.setConfirmButtonTheme("error primary");
    ask.addConfirmListener(confirmed -> remove(in, of, false));
    ask.open();
  }

  private void remove(App in, StoredPlace of, boolean history) {
    Outcome<StoredPlace> outcome =
        reading
            .places()
            .remove(in.id(), of.place().id(), of.revision(), history, user)
            .orElse(new Outcome.Done<>(of));
    switch (outcome) {
      case Outcome.Done<StoredPlace> done ->
          UI.getCurrent().navigate(PlacesNavigation.listPath(in.id()));
      case Outcome.Refused<StoredPlace>(List<Problem> problems) -> {
        refuse(problems);
        if (problems.size() == 1
            && Objects.equals(problems.getFirst().code(), "place.in-history")) {
          refusal.add(new Button("Remove and forget it", c -> remove(in, of, true)));
        }
      }
    }
  }

  @Override
  public String crumb() {
    return stored == null ? "New place" : stored.place().name();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Place") : Titles.of(crumb(), app.name());
  }
}
