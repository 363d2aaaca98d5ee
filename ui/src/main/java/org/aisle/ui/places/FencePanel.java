package org.aisle.ui.places;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.Fence;
import org.aisle.ui.map.Fence.Form;
import org.aisle.ui.map.FenceMap;
import org.aisle.ui.map.MapTiles;

/** Where a place is: on a map to draw on, and in numbers to type; each step can be undone. */
final class FencePanel extends Div {

  private static final int MOST_UNDONE = 100;

  private final FenceMap map;
  private final Runnable changed;
  private final RadioButtonGroup<Form> shape = new RadioButtonGroup<>();
  private final Checkbox adding = new Checkbox();
  private final Button undo = new Button("Undo", VaadinIcon.ARROW_BACKWARD.create());
  private final NumberField lat = degrees("Latitude", 90);
  private final NumberField lon = degrees("Longitude", 180);
  private final NumberField radius = new NumberField("Radius");
  private final NumberField width = new NumberField("Reaches to each side");
  private final Div numbers = new Div(lat, lon, radius, width);
  private final TextArea corners = new TextArea("Corners");
  private final Paragraph fault = new Paragraph();
  private final Deque<Fence> before = new ArrayDeque<>();
  private Fence fence;

  FencePanel(
      Fence first,
      List<Place> others,
      ValueFormat format,
      MapTiles tiles,
      Instant now,
      boolean editable,
      Runnable changed) {
    this.fence = first;
    this.changed = changed;
    addClassNames("panel", "place-fence");
    map =
        new FenceMap(
            "Where the place is",
            format,
            tiles,
            others,
            now,
            editable,
            drawn -> take(drawn, drawn.form() == Form.CORRIDOR));
    map.setWidthFull();
    add(new H2("Where it is"));
    if (editable) {
      add(tools(first));
    }
    radius.setSuffixComponent(new Span("m"));
    radius.setMin(1);
    radius.setStepButtonsVisible(false);
    numbers.addClassName("place-numbers");
    width.setSuffixComponent(new Span("m"));
    width.setMin(1);
    width.setStepButtonsVisible(false);
    List.of(lat, lon, radius, width)
        .forEach(
            field -> {
              field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
              field.setReadOnly(!editable);
              field.addValueChangeListener(
                  change -> {
                    if (change.isFromClient()) {
                      typedNumbers();
                    }
                  });
            });
    corners.addClassName("place-corners");
    corners.setMinRows(3);
    corners.setMaxRows(10);
    corners.setReadOnly(!editable);
    corners.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            typedOutline();
          }
        });
    fault.addClassName("place-fault");
    fault.getElement().setAttribute("role", "status");
    add(map, fault, numbers, corners);
    map.show(first);
    fill();
  }

  private Div tools(Fence first) {
    shape.setAriaLabel("Shape");
    shape.addClassName("range");
    shape.setItems(Form.values());
    shape.setItemLabelGenerator(Form::label);
    shape.setValue(first.form());
    shape.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            take(reshaped(change.getValue()), true);
          }
        });
    adding.setValue(first.shape().isEmpty());
    adding.addValueChangeListener(change -> map.adding(change.getValue()));
    map.adding(adding.getValue());
    undo.setEnabled(false);
    undo.addClickListener(click -> undo());
    Div tools = new Div(shape, adding, undo);
    tools.addClassName("place-tools");
    return tools;
  }

  /** What is drawn now. */
  Fence fence() {
    return fence;
  }

  /**
   * A circle that becomes an outline begins as its eight corners, a corridor as its border; both
   * are dragged then.
   */
  private Fence reshaped(Form form) {
    GeoPosition centre = fence.centre();
    if (form == Form.OUTLINE && fence.corners().isEmpty()) {
      List<GeoPosition> border = fence.border();
      return !border.isEmpty()
          ? fence.as(form).with(border)
          : centre == null
              ? fence.as(form)
              : fence.as(form).with(octagon(centre, fence.radiusMetres()));
    }
    if (form == Form.CIRCLE
        && centre == null
        && Shapes.check(new Shape.Polygon(fence.corners())).isEmpty()) {
      Shape.Circle around = Shapes.around(new Shape.Polygon(fence.corners()));
      return fence.as(form).around(around.centre(), Math.ceil(around.radiusMetres()));
    }
    return fence.as(form);
  }

  private static List<GeoPosition> octagon(GeoPosition centre, double radius) {
    double degree = GeoPosition.metres(0, 0, 1, 0);
    double shrink = Math.max(0.01, Math.cos(Math.toRadians(centre.lat())));
    return java.util.stream.IntStream.range(0, 8)
        .mapToObj(
            i ->
                Fence.position(
                    round(centre.lat() + radius / degree * Math.sin(i * Math.PI / 4)),
                    round(centre.lon() + radius / degree / shrink * Math.cos(i * Math.PI / 4))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static double round(double degrees) {
    return Math.round(degrees * 1e6) / 1e6;
  }

  /**
   * @param redraw whether the map does not know it yet
   */
  private void take(Fence now, boolean redraw) {
    if (now.equals(fence)) {
      return;
    }
    before.push(fence);
    if (before.size() > MOST_UNDONE) {
      before.removeLast();
    }
    fence = now;
    shown(redraw);
  }

  private void undo() {
    Fence last = before.poll();
    if (last != null) {
      fence = last;
      shown(true);
    }
  }

  private void shown(boolean redraw) {
    undo.setEnabled(!before.isEmpty());
    if (redraw) {
      map.show(fence);
    }
    fill();
    changed.run();
  }

  private void fill() {
    shape.setValue(fence.form());
    adding.setLabel(
        switch (fence.form()) {
          case CIRCLE -> "A click sets the middle";
          case OUTLINE -> "A click adds a corner";
          case CORRIDOR -> "A click adds a point of the line";
        });
    GeoPosition centre = fence.centre();
    if (centre == null) {
      lat.clear();
      lon.clear();
    } else {
      lat.setValue(centre.lat());
      lon.setValue(centre.lon());
    }
    radius.setValue(fence.radiusMetres());
    width.setValue(fence.widthMetres());
    boolean line = fence.form() == Form.CORRIDOR;
    List.of(lat, lon, radius).forEach(field -> field.setVisible(fence.round()));
    width.setVisible(line);
    numbers.setVisible(fence.round() || line);
    corners.setVisible(!fence.round());
    corners.setValue(fence.text());
    String what = line ? "Line" : "Corners";
    corners.setLabel(
        fence.points().isEmpty() ? what : "%s (%d)".formatted(what, fence.points().size()));
    corners.setHelperText(
        line
            ? "One point a line: latitude, longitude in degrees. It is kept as the outline around it."
            : "One corner a line: latitude, longitude in degrees.");
    fault.setText(
        fence.faults().stream().map(ShapeFault::sentence).collect(Collectors.joining(" ")));
  }

  private void typedNumbers() {
    Double metresWide = width.getValue();
    if (fence.form() == Form.CORRIDOR) {
      if (metresWide != null) {
        take(fence.wide(metresWide), true);
      }
      return;
    }
    Double metres = radius.getValue();
    Double north = lat.getValue();
    Double east = lon.getValue();
    if (north == null || east == null || metres == null) {
      return;
    }
    Optional<GeoPosition> centre = Fence.position(north, east);
    if (centre.isPresent()) {
      take(fence.around(centre.get(), metres), true);
    } else {
      fault.setText("Give a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
    }
  }

  private void typedOutline() {
    Optional<List<GeoPosition>> typed = Fence.corners(corners.getValue());
    if (typed.isPresent()) {
      take(fence.with(typed.get()), true);
    } else {
      fault.setText(
          "Write one corner a line as latitude, longitude in degrees, at most 500 of them.");
    }
  }

  private static NumberField degrees(String label, double most) {
    NumberField field = new NumberField(label);
    field.setSuffixComponent(new Span("°"));
    field.setMin(-most);
    field.setMax(most);
    field.setStepButtonsVisible(false);
    return field;
  }
}
