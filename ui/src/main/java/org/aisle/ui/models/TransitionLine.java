package org.aisle.ui.models;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.ui.models.MachineDraft.Step;
import org.aisle.ui.rules.ConditionField;
import org.aisle.ui.rules.DurationField;
import org.jspecify.annotations.Nullable;

/** One transition of a machine that is edited. */
final class TransitionLine extends ListItem {

  /** What can be done with a line as a whole. */
  interface Steps {
    void changed();

    void move(TransitionLine line, int by);

    void remove(TransitionLine line);
  }

  private static final String ANY = "any state";

  private final Select<String> from = new Select<>();
  private final Select<String> to = new Select<>();
  private final DurationField holdFor = new DurationField("Held for (empty: at once)");
  private final ConditionField when = new ConditionField("When");
  private final Button up = new Button(VaadinIcon.ARROW_UP.create());
  private final Button down = new Button(VaadinIcon.ARROW_DOWN.create());
  private final Button remove = new Button(VaadinIcon.CLOSE_SMALL.create());
  private boolean setting = true;

  /**
   * @param vocabulary the names that a condition may use; null when they are not known
   */
  TransitionLine(Step step, @Nullable Vocabulary vocabulary, Steps steps) {
    addClassNames("form", "machine-step");
    from.setLabel("From");
    from.setEmptySelectionAllowed(true);
    from.setEmptySelectionCaption(ANY);
    to.setLabel("To");
    if (vocabulary != null) {
      when.setVocabulary(vocabulary);
    }
    offer(from, step.from(), Map.of());
    offer(to, step.to().isEmpty() ? null : step.to(), Map.of());
    holdFor.setValue(step.holdFor());
    when.setValue(step.when());
    List.of(from, to)
        .forEach(
            field ->
                field.addValueChangeListener(
                    change -> {
                      if (!setting) {
                        steps.changed();
                      }
                    }));
    holdFor.addValueChangeListener(change -> steps.changed());
    when.addValueChangeListener(change -> steps.changed());
    up.addClickListener(click -> steps.move(this, -1));
    down.addClickListener(click -> steps.move(this, 1));
    remove.addClickListener(click -> steps.remove(this));
    List.of(up, down, remove).forEach(b -> b.addThemeVariants(ButtonVariant.TERTIARY));
    Div order = new Div(up, down, remove);
    order.addClassName("machine-order");
    Div way = new Div(from, to, holdFor, order);
    way.addClassNames("field-row", "machine-way");
    add(way, when);
    setting = false;
  }

  void number(int number, int of) {
    getElement().setAttribute("aria-label", "Transition %d".formatted(number));
    up.setAriaLabel("Transition %d earlier".formatted(number));
    up.setEnabled(number > 1);
    down.setAriaLabel("Transition %d later".formatted(number));
    down.setEnabled(number < of);
    remove.setAriaLabel("Remove transition %d".formatted(number));
  }

  /** What it may lead from and to, by name, and what people read of each. */
  void offer(Map<String, String> states) {
    setting = true;
    List.of(from, to).forEach(field -> offer(field, field.getValue(), states));
    setting = false;
  }

  void rename(String state, String now) {
    setting = true;
    List.of(from, to).stream()
        .filter(field -> state.equals(field.getValue()))
        .forEach(field -> offer(field, now, Map.of()));
    setting = false;
  }

  /** What is chosen is offered, also when there is no such state. */
  static void offer(Select<String> field, @Nullable String chosen, Map<String, String> states) {
    Map<String, String> offered = new LinkedHashMap<>(states);
    if (chosen != null) {
      offered.putIfAbsent(chosen, chosen);
    }
    field.setItemLabelGenerator(name -> words(offered, name));
    field.setItems(new ArrayList<>(offered.keySet()));
    field.setValue(chosen);
  }

  private static String words(Map<String, String> states, @Nullable String name) {
    return name == null ? ANY : states.getOrDefault(name, name);
  }

  Step step() {
    String next = to.getValue();
    return new Step(from.getValue(), next == null ? "" : next, when.getValue(), holdFor.getValue());
  }

  void focus() {
    from.focus();
  }

  /** After it was moved: what moved it, or what can still move it. */
  void focusMove(int by) {
    (up.isEnabled() && by < 0 || !down.isEnabled() ? up : down).focus();
  }

  /** Nothing is wrong, as far as is known. */
  void clear() {
    List.<HasValidation>of(from, to, holdFor, when).forEach(field -> tell(field, ""));
  }

  /**
   * @param key which part of the transition it is about; empty for all of it
   */
  void tell(String key, String sentence) {
    HasValidation field =
        switch (key) {
          case "from" -> from;
          case "to" -> to;
          case "for" -> holdFor;
          default -> when;
        };
    String said = field.isInvalid() ? field.getErrorMessage() + " " : "";
    tell(field, said.contains(sentence) ? said.strip() : said + sentence);
  }

  private static void tell(HasValidation field, String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}
