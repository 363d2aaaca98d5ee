package org.aisle.ui.gallery;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.Simulation;

/** How many devices of one kind are simulated, or which of them. */
final class KindField extends Div {

  private final List<Member> members;
  private final IntegerField count = new IntegerField();
  private final CheckboxGroup<Member> each = new CheckboxGroup<>();
  private final Runnable changed;

  KindField(String name, List<Member> members, Set<String> chosen, Runnable changed) {
    this.members = List.copyOf(members);
    this.changed = changed;
    addClassName("kind");
    Span title = new Span(name);
    title.addClassName("kind-name");
    String behaviour = members.getFirst().behaviour();
    Simulation.BehaviourOutline outline = Simulation.behaviours().get(behaviour);
    Span about = new Span(outline == null ? behaviour : outline.about());
    about.addClassName("kind-about");
    Div words = new Div(title, about);
    words.addClassName("kind-words");
    count.setAriaLabel("How many of " + name);
    count.setMin(0);
    count.setMax(members.size());
    count.setStepButtonsVisible(true);
    count.addClassName("kind-count");
    Span most = new Span("of " + members.size());
    most.addClassName("kind-most");
    Div number = new Div(count, most);
    number.addClassName("kind-number");
    Div head = new Div(words, number);
    head.addClassName("kind-head");
    each.setItems(this.members);
    each.setItemLabelGenerator(KindField::label);
    each.setAriaLabel("Devices of " + name);
    each.addClassName("kind-each");
    Details details = new Details("One by one", each);
    details.addClassName("kind-details");
    add(head, details);
    choose(members.stream().filter(m -> chosen.contains(m.device())).toList());
    count.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            Integer wanted = change.getValue();
            choose(first(wanted == null ? 0 : Math.clamp(wanted, 0, this.members.size())));
            changed.run();
          }
        });
    each.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            count.setValue(change.getValue().size());
            changed.run();
          }
        });
  }

  private static String label(Member member) {
    List<String> wrong = member.faults().stream().map(FaultSpec::kind).distinct().toList();
    return wrong.isEmpty()
        ? member.name()
        : member.name() + " · " + String.join(", ", wrong).replace('-', ' ');
  }

  private List<Member> first(int wanted) {
    return members.subList(0, wanted);
  }

  private void choose(List<Member> chosen) {
    each.setValue(new LinkedHashSet<>(chosen));
    count.setValue(chosen.size());
  }

  void all() {
    choose(members);
    changed.run();
  }

  void none() {
    choose(List.of());
    changed.run();
  }

  /** The ids of those chosen. */
  List<String> chosen() {
    return members.stream().filter(each.getValue()::contains).map(Member::device).toList();
  }
}
