package org.aisle.ui.models;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import org.aisle.templates.unit.Lengths;
import org.aisle.ui.models.MachineDraft.Step;

/** A state machine to be read: how many states and transitions, and each of them when unfolded. */
final class MachineView extends Details {

  MachineView(MachineDraft machine) {
    int states = machine.states().size();
    int steps = machine.steps().size();
    setSummaryText(
        "%,d %s, %,d %s"
            .formatted(
                states,
                states == 1 ? "state" : "states",
                steps,
                steps == 1 ? "transition" : "transitions"));
    addClassName("machine-view");
    OrderedList list = new OrderedList();
    machine.steps().forEach(step -> list.add(line(machine, step)));
    add(new Paragraph("Begins as " + machine.words(machine.initial()) + "."), list);
  }

  private static ListItem line(MachineDraft machine, Step step) {
    Span way =
        new Span(
            (step.from() == null ? "Any state" : machine.words(step.from()))
                + " → "
                + machine.words(step.to()));
    way.addClassName("model-field-name");
    Span when = new Span(step.when());
    when.addClassName("mono");
    ListItem item = new ListItem(way, new Span(" when "), when);
    Duration holdFor = step.holdFor();
    if (holdFor != null && !holdFor.isZero()) {
      item.add(new Span(" for " + Lengths.words(holdFor)));
    }
    return item;
  }
}
