package org.aisle.ui.devices;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.StateTimeline;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** The states of a device that follow from what it measured, along time. */
final class DerivedStates extends Div {

  private final DeviceRef device;
  private final Telemetry telemetry;
  private final Map<Field, StateTimeline> timelines = new LinkedHashMap<>();

  DerivedStates(
      DeviceRef device,
      @Nullable DeviceTemplate template,
      Telemetry telemetry,
      ValueFormat format) {
    this.device = device;
    this.telemetry = telemetry;
    addClassNames("panel", "states");
    add(new H2("Derived states"));
    List<DerivedField> derived = template == null ? List.of() : template.derived();
    for (DerivedField state : derived) {
      Field field = state.field();
      if (field.type() instanceof FieldType.Choice || field.type() instanceof FieldType.Bool) {
        StateTimeline timeline =
            new StateTimeline(
                field.displayName() + " of the device along time",
                format,
                "Nothing is known about it in this range.");
        timelines.put(field, timeline);
        add(
            new Div(
                new H3(field.displayName()),
                new Paragraph("Derived: " + DerivationWords.of(state.derivation()) + "."),
                timeline));
      }
    }
    setVisible(!timelines.isEmpty());
  }

  void show(TimeRange range) {
    timelines.forEach(
        (field, timeline) ->
            timeline.show(
                range,
                field,
                List.of(
                    new StateTimeline.Row(
                        field.displayName(),
                        null,
                        telemetry.states(device, range, field.path())))));
  }
}
